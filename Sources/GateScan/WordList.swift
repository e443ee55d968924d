/// Words in lower case that are looked for in a text, or at a place of it, in any case.
///
/// They are kept by their first byte, so that looking costs about the same for one and for fifty.
struct WordList: Sendable, ExpressibleByArrayLiteral {
  /// All words, one behind the other, sorted.
  private var letters: [UInt8] = []
  private var ranges: [Range<Int>] = []
  /// For each first byte the words in `ranges` that start with it.
  private var byInitial: [Range<Int>]

  init(_ words: [String]) {
    byInitial = Array(repeating: 0..<0, count: 256)
    for word in words.sorted() where !word.isEmpty {
      let start = letters.count
      letters += word.utf8
      ranges.append(start..<letters.count)
      let initial = Int(letters[start])
      let first = byInitial[initial].isEmpty ? ranges.count - 1 : byInitial[initial].lowerBound
      byInitial[initial] = first..<ranges.count
    }
  }

  init(arrayLiteral words: String...) { self.init(words) }

  /// Whether one of the words starts at a place.
  func stands(at place: Int, in bytes: Span<UInt8>) -> Bool {
    guard place >= 0, place < bytes.count else { return false }
    for index in byInitial[Int(bytes[place].lowercased)]
    where stands(ranges[index], at: place, in: bytes) {
      return true
    }
    return false
  }

  /// Whether one of the words is part of a text.
  func isPart(of bytes: Span<UInt8>) -> Bool {
    for place in 0..<bytes.count where stands(at: place, in: bytes) { return true }
    return false
  }

  /// Whether a range holds exactly one of the words.
  func contains(_ range: Range<Int>, of bytes: Span<UInt8>) -> Bool {
    guard !range.isEmpty else { return false }
    for index in byInitial[Int(bytes[range.lowerBound].lowercased)]
    where ranges[index].count == range.count
      && stands(ranges[index], at: range.lowerBound, in: bytes)
    {
      return true
    }
    return false
  }

  private func stands(_ word: Range<Int>, at place: Int, in bytes: Span<UInt8>) -> Bool {
    guard place + word.count <= bytes.count else { return false }
    let shift = place - word.lowerBound
    for index in word where bytes[index + shift].lowercased != letters[index] { return false }
    return true
  }
}
