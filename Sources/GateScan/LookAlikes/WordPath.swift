/// Words with numbers behind them, joined by marks: `PLC1.Area2.Motor3.Speed`, `test-key-6`.
enum WordPath {
  static func isWordPath(_ value: ValueText) -> Bool {
    let parts = value.lower.split { "._:/-[]".utf8.contains($0) }
    return parts.count >= 2 && parts.allSatisfy(isWord)
  }

  /// Letters that could be a word, with digits at the end at most.
  private static func isWord(_ part: ArraySlice<UInt8>) -> Bool {
    let letters = part.prefix(while: \.isLowercase)
    guard part[letters.endIndex...].allSatisfy(\.isDigit) else { return false }
    return letters.count <= 3 || LetterPairs.surprise(of: Array(letters)).mean < unlikely
  }

  /// Mean surprise, in bits a pair, that nine of ten short runs of random letters exceed.
  private static let unlikely = 5.2
}
