/// A saved report of the same commit that passed. It stands for the checks that fail now, since a
/// commit that is rolled back to cannot be mended.
package struct AcceptedReport: Hashable, Sendable {
  /// The file as it was named.
  package var path: String
  /// The day on which it was made.
  package var day: CalendarDay
  /// The checks that fail now and passed then.
  package var checks: [CheckID]

  package init(path: String, day: CalendarDay, checks: [CheckID]) {
    self.path = path
    self.day = day
    self.checks = checks
  }
}
