/// A string of bytes to look for.
package struct Literal: Hashable, Sendable {
  package let bytes: [UInt8]
  /// Whether ASCII letters match in either case.
  package let ignoresCase: Bool

  package init(_ text: String, ignoresCase: Bool = false) {
    self.init(Array(text.utf8), ignoresCase: ignoresCase)
  }

  package init(_ bytes: [UInt8], ignoresCase: Bool = false) {
    // One spelling for each literal, so that equal ones are one.
    let hasLetters = bytes.contains { $0.isLetter }
    self.ignoresCase = ignoresCase && hasLetters
    self.bytes = self.ignoresCase ? bytes.map(\.lowercased) : bytes
  }

  /// Whether every occurrence of `other` in a text is also an occurrence of this literal.
  ///
  /// - Returns: how far into `other` this literal starts; `nil` where it is not part of it.
  func offset(in other: Literal) -> Int? {
    let hasLetters = bytes.contains { $0.isLetter }
    guard ignoresCase || !other.ignoresCase || !hasLetters, bytes.count <= other.bytes.count
    else { return nil }
    let text = ignoresCase ? other.bytes.map(\.lowercased) : other.bytes
    return (0...text.count - bytes.count).first { text[$0...].starts(with: bytes) }
  }
}

extension UInt8 {
  /// Whether this is an ASCII letter.
  var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  /// The ASCII letter in lower case; any other byte as it is.
  var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
}

/// An occurrence of a literal in a text.
package struct LiteralHit: Hashable, Sendable {
  /// The literal's place in the list that its set was made from.
  package let literal: Int32
  package let start: Int32
  package let end: Int32

  package var range: Range<Int> { Int(start)..<Int(end) }

  package init(literal: Int32, start: Int32, end: Int32) {
    self.literal = literal
    self.start = start
    self.end = end
  }

  /// The same place under the number that another list gives the literal.
  package func renumbered(_ literal: Int32) -> LiteralHit {
    LiteralHit(literal: literal, start: start, end: end)
  }
}
