/// A word, number, string or sign of a source text; comments leave none.
struct Token: Sendable {
  enum Kind: Sendable { case word, number, string, sign }
  var kind: Kind
  /// As written; a string with its quotes.
  var text: String
  /// Byte offsets in the file.
  var range: Range<Int>
  /// Whether it is the first token of its line.
  var startsLine: Bool
  /// Bytes of white space before the first token of its line.
  var indentation: Int
}

extension Token {
  /// A string's content without prefix and quotes.
  var content: Substring {
    guard kind == .string else { return text[...] }
    let quoted = text.drop { $0 != "\"" && $0 != "'" && $0 != "`" && $0 != "/" && $0 != "<" }
    guard let quote = quoted.first else { return "" }
    let opening = quoted.prefix { $0 == quote }.count
    let width = opening >= 3 ? 3 : 1
    guard quoted.count >= 2 * width else { return "" }
    return quoted.dropFirst(width).dropLast(width)
  }
  func isSign(_ sign: String) -> Bool { kind == .sign && text == sign }
  func isWord(_ word: String) -> Bool { kind == .word && text == word }
}
