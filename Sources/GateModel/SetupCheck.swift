/// One part of the gate's own setup, as `mxgate doctor` finds it.
package struct SetupCheck: Sendable {
  package enum State: String, Sendable {
    case fine
    /// Not needed for what most do, or up to the user.
    case advice
    case wrong
  }
  /// What is looked at, in a word: `git`, `hook`, `manifest`.
  package var name: String
  package var state: State
  /// What was found, without a full stop.
  package var finding: String
  /// What mends it: a command, or a sentence.
  package var remedy: String?

  package init(_ name: String, _ state: State, _ finding: String, remedy: String? = nil) {
    self.name = name
    self.state = state
    self.finding = finding
    self.remedy = remedy
  }
}
