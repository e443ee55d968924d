internal import GateModel

/// Names one run, and through the title of its test work order everything that it leaves.
///
/// The form is `20261124T113300Z-1f2e3d4c5b6a`: when the run started, and chance.
package struct RunID: Hashable, Sendable {
  package let text: String
  /// Seconds since 1970-01-01T00:00:00Z.
  package let startedAt: Int

  private static let titlePrefix = "mxgate-verify-"
  private static let randomDigits = 12

  package init(clock: RunClock) {
    startedAt = Int(clock.unixTime())
    let digits = (0..<Self.randomDigits).map { _ in
      String(Int(clock.random() * 16), radix: 16)
    }
    text = "\(UTCTime(startedAt).compact)-\(digits.joined())"
  }

  /// Strictly a text that the other initialiser makes.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2, let time = UTCTime(compact: parts[0]),
      parts[1].utf8.count == Self.randomDigits,
      parts[1].utf8.allSatisfy({ $0.isASCIIHexDigit && !(65...70).contains($0) })
    else { return nil }
    self.text = text
    startedAt = time.unixTime
  }

  /// The run that a work order with this title belongs to; `nil` for any other title.
  package init?(title: String) {
    guard title.hasPrefix(Self.titlePrefix) else { return nil }
    self.init(String(title.dropFirst(Self.titlePrefix.count)))
  }

  /// The title of the run's test work order.
  package var title: String { Self.titlePrefix + text }
}

extension RunID: CustomStringConvertible {
  package var description: String { text }
}
