/// A range of text in a file. Lines and columns count from 1; columns count UTF-16 code units, as
/// SARIF and most editors do.
package struct Location: Hashable, Sendable {
  package var path: RepositoryPath
  package var line: Int
  package var column: Int
  /// The last line of the range, inclusive.
  package var endLine: Int
  /// The column just behind the range.
  package var endColumn: Int

  package init(
    path: RepositoryPath, line: Int, column: Int = 1, endLine: Int? = nil, endColumn: Int? = nil
  ) {
    self.path = path
    self.line = line
    self.column = column
    self.endLine = endLine ?? line
    self.endColumn = endColumn ?? column
  }

  /// How many columns a range of some UTF-8 takes. A byte that is no UTF-8 takes none or one.
  package static func columns(in range: Range<Int>, of bytes: Span<UInt8>) -> Int {
    var columns = 0
    for index in range {
      let isContinuation = bytes[index] & 0xC0 == 0x80
      // A character of four bytes is a pair of surrogates.
      columns += isContinuation ? 0 : bytes[index] >= 0xF0 ? 2 : 1
    }
    return columns
  }
}

extension Location: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.path, left.line, left.column, left.endLine, left.endColumn)
      < (right.path, right.line, right.column, right.endLine, right.endColumn)
  }
}
