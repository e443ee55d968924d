/// Hides what may be a key that somebody pasted in the wrong place, so that no diagnostic shows it.
enum SecretMask {
  /// Shorter runs are words, numbers and dates.
  private static let shortestSecret = 20

  /// The text with each long run of mixed letters and digits replaced by asterisks, byte for byte,
  /// so that columns stay.
  static func masked(_ text: String) -> String {
    var bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex { !belongsToSecret($0) } ?? bytes.count
      let run = bytes[start..<end]
      if run.count >= shortestSecret, isMixed(run) {
        bytes.replaceSubrange(start..<end, with: repeatElement(UInt8(ascii: "*"), count: run.count))
      }
      start = end + 1
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether small letters, capitals and digits change as often as in a random text, which words
  /// and dates joined by hyphens don't.
  private static func isMixed(_ run: ArraySlice<UInt8>) -> Bool {
    let kinds = run.filter { isDigit($0) || isLetter($0) }.map { isDigit($0) ? 0 : 1 + $0 & 0x20 }
    let changes = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
    return kinds.contains(0) && changes * 4 >= kinds.count
  }

  private static func belongsToSecret(_ byte: UInt8) -> Bool {
    isDigit(byte) || isLetter(byte) || "+_=-".utf8.contains(byte)
  }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
