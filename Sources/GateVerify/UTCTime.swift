internal import GateModel

/// A moment in UTC, to the second.
package struct UTCTime: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z.
  package let unixTime: Int

  package init(_ unixTime: Int) { self.unixTime = unixTime }

  /// `20261124T113300Z`.
  package init?(compact text: some StringProtocol) {
    let characters = Array(text)
    guard characters.count == 16, characters[8] == "T", characters[15] == "Z",
      let day = CalendarDay(
        "\(String(characters[0..<4]))-\(String(characters[4..<6]))-\(String(characters[6..<8]))"),
      let hour = UInt(String(characters[9..<11])), let minute = UInt(String(characters[11..<13])),
      let second = UInt(String(characters[13..<15])), hour < 24, minute < 60, second < 60
    else { return nil }
    unixTime = day.daysSinceEpoch * 86_400 + Int(hour * 3600 + minute * 60 + second)
  }

  /// `2026-11-24T11:33:00Z` (RFC 3339).
  package init?(_ text: some StringProtocol) {
    guard text.utf8.count == 20 else { return nil }
    let compact = text.filter { $0 != "-" && $0 != ":" }
    self.init(compact: String(compact))
    guard extended == text else { return nil }
  }

  package var compact: String { extended.filter { $0 != "-" && $0 != ":" } }

  /// `2026-11-24T11:33:00Z`.
  package var extended: String {
    let day = CalendarDay(unixTime: unixTime)
    let second = unixTime - day.daysSinceEpoch * 86_400
    return "\(day)T\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))Z"
  }

  private func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
