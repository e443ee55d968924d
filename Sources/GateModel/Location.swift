/// A range of text in a file. Lines and columns count from 1; columns count bytes.
package struct Location: Hashable, Sendable {
  package var path: RepositoryPath
  package var line: Int
  package var column: Int
  /// The last line of the range, inclusive.
  package var endLine: Int
  /// The column just behind the last byte of the range.
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
}

extension Location: Comparable {
  package static func < (left: Self, right: Self) -> Bool {
    (left.path, left.line, left.column, left.endLine, left.endColumn)
      < (right.path, right.line, right.column, right.endLine, right.endColumn)
  }
}
