/// Why an archive, or a file in it, was not looked at.
package struct ArchiveProblem: Hashable, Sendable {
  /// The file in it; `nil` for the archive as a whole.
  package var entry: String?
  /// "is encrypted", "unpacks to more than 16777216 bytes".
  package var words: String

  package init(entry: String? = nil, _ words: String) {
    self.entry = entry
    self.words = words
  }
}

/// How unpacking ended before its end.
enum InflateError: Error, Hashable {
  case broken
  /// More came out than was allowed.
  case tooLarge
}
