/// Turns places in a text into lines and columns; the places must come in ascending order.
struct LineCounter {
  private var line: Int
  private var lineStart = 0
  private var place = 0

  init(_ bytes: Span<UInt8>, firstLine: Int) { line = firstLine }

  /// The line from `firstLine` on, and the column from 1 in bytes.
  mutating func position(of offset: Int, in bytes: Span<UInt8>) -> (line: Int, column: Int) {
    while place < offset {
      if bytes[place] == UInt8(ascii: "\n") {
        line += 1
        lineStart = place + 1
      }
      place += 1
    }
    return (line, offset - lineStart + 1)
  }
}
