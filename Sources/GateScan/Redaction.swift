/// How a secret is shown: by its first few characters at most.
struct Redaction {
  /// Whether secrets are shown whole.
  let showsSecrets: Bool

  private static let mostShown = 6
  /// Never more than one part in four of the secret is shown.
  private static let shownPart = 4

  /// The secret as it may be shown.
  func display(_ value: Range<Int>, in bytes: Span<UInt8>) -> String {
    if showsSecrets { return String(decoding: bytes.bytes(in: value), as: UTF8.self) }
    let shown = min(Self.mostShown, value.count / Self.shownPart)
    let end = value.prefix(shown).firstIndex { !(0x21...0x7E).contains(bytes[$0]) }
    let start = bytes.bytes(in: value.lowerBound..<(end ?? value.lowerBound + shown))
    return String(decoding: start, as: UTF8.self) + "..."
  }

  /// The line around a secret with every secret on it hidden, trimmed to what is worth reading.
  ///
  /// - Parameter secrets: all secrets of the text, ascending, none overlapping another.
  func excerpt(around value: Range<Int>, hiding secrets: [Range<Int>], in bytes: Span<UInt8>)
    -> String
  {
    let line = bytes.line(around: value.lowerBound, reach: Self.mostAround)
    var text = ""
    var place = line.lowerBound
    var next = secrets.partitioningIndex { $0.upperBound > line.lowerBound }
    while next < secrets.count, secrets[next].lowerBound < line.upperBound {
      let secret = secrets[next]
      if secret.lowerBound > place {
        text += String(decoding: bytes.bytes(in: place..<secret.lowerBound), as: UTF8.self)
      }
      text += display(secret, in: bytes)
      place = max(place, Self.end(ofWordFrom: secret.upperBound, in: bytes))
      next += 1
    }
    if place < line.upperBound {
      text += String(decoding: bytes.bytes(in: place..<line.upperBound), as: UTF8.self)
    }
    return String(text.trimmed.prefix(Self.longestExcerpt))
  }

  /// Where the word ends that a secret is the beginning of: of `pa\&ss` a rule may see only `pa`, and
  /// the rest would be shown.
  private static func end(ofWordFrom place: Int, in bytes: Span<UInt8>) -> Int {
    if ",;)]}@".utf8.contains(bytes.at(place)) || bytes.has("</", at: place) { return place }
    return bytes.end(of: place, atMost: mostAround) {
      !$0.isBlank && !$0.isLineBreak && !$0.isQuote
    }
  }

  /// Bytes to either side of a secret's start that its excerpt is made of.
  private static let mostAround = 100
  /// Characters of the longest excerpt.
  private static let longestExcerpt = 200
}

extension [Range<Int>] {
  /// The first index whose range has the property; those before it do not have it, those behind do.
  fileprivate func partitioningIndex(where property: (Range<Int>) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if property(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
