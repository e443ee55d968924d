internal import GateMatching
internal import GateModel

/// The part of a large text that a scan sees at once.
package struct TextWindow: Sendable {
  /// Where a hit must start to count here: what is before and behind is there to be looked at, and
  /// belongs to the windows on either side.
  package var owned: Range<Int>
  /// Where in the whole text the window begins.
  package var start: TextPosition

  package init(owned: Range<Int>, start: TextPosition = TextPosition()) {
    self.owned = owned
    self.start = start
  }

  /// Whether it is the beginning of the whole text.
  var isFirst: Bool { start == TextPosition() }

  /// Bytes before a hit that a window must hold: a name, the rest of the line, the start of a token.
  package static let before = 8 << 10
  /// Bytes behind the start of a hit that a window must hold.
  package static let behind = SecretScanner.reach + (8 << 10)
}

/// A line and a column, both from 1, as in a `Location`.
package struct TextPosition: Hashable, Comparable, Sendable {
  package var line: Int
  package var column: Int

  package init(line: Int = 1, column: Int = 1) {
    self.line = line
    self.column = column
  }

  /// Moves over the first `count` bytes.
  package mutating func advance(over bytes: Span<UInt8>, count: Int) {
    var lineStart = 0
    while let end = bytes.firstIndex(of: UInt8(ascii: "\n"), in: lineStart..<count) {
      line += 1
      column = 1
      lineStart = end + 1
    }
    column += Location.columns(in: lineStart..<count, of: bytes)
  }

  package static func < (left: Self, right: Self) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
