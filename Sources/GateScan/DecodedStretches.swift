/// Which encoded stretches of a text have been decoded: each once, and in one place only a few that
/// come to nothing, or a text of nothing but the signs of an encoding would be decoded once for each.
struct DecodedStretches {
  /// For each encoding up to where everything is decoded.
  private var ends = [Int](repeating: 0, count: count)
  /// For each encoding where the place ends in which attempts came to nothing, and how many did.
  private var failures = [(end: Int, count: Int)](repeating: (0, 0), count: count)

  private static let count = EncodedText.Encoding.allCases.count
  /// Bytes of one place.
  private static let place = 4 << 10
  /// The signs are four bytes and more, so that even one is hardly there by chance.
  private static let mostFailures = 8

  /// To be called before another text is looked at.
  mutating func begin() {
    for encoding in ends.indices {
      ends[encoding] = 0
      failures[encoding] = (0, 0)
    }
  }

  func isWanted(_ encoding: Int, at place: Int) -> Bool {
    place >= ends[encoding]
      && (place >= failures[encoding].end || failures[encoding].count < Self.mostFailures)
  }

  mutating func decoded(_ encoding: Int, upTo end: Int) { ends[encoding] = end }

  mutating func failed(_ encoding: Int, at place: Int) {
    if place >= failures[encoding].end { failures[encoding] = (place + Self.place, 0) }
    failures[encoding].count += 1
  }
}
