/// Tells what a machine drew from what a person wrote.
enum Randomness {
  /// Letters and digits, or letters alone, in an order that no word has.
  static func isRandom(_ value: ValueText) -> Bool {
    guard value.count >= 8, value.others * 10 <= value.count * 3, value.letters + value.digits > 0,
      value.sequenceShare <= 0.55, value.distinct >= 6, !isCamelCase(value)
    else { return false }
    let surprise = LetterPairs.surprise(of: value.lower)
    if value.digits >= 2, value.letters >= 2 {
      // Words with a number behind each go back and forth once a word.
      if value.switches >= max(3, value.count / 8) { return true }
      if value.switches >= 2, surprise.mean > rare { return true }
    }
    if value.digits >= 3, value.letters >= 6, value.count >= 10, surprise.mean >= veryRare {
      return true
    }
    if value.count >= 16, surprise.pairs >= 10, surprise.mean >= rare, value.others <= 3 {
      return true
    }
    return isHex(value)
  }

  /// `privateKeyInBase64Form`: words of four letters and more, where random letters change between
  /// small ones and capitals at every other place.
  static func isCamelCase(_ value: ValueText) -> Bool {
    guard value.uppercase > 0, value.lowercase > 2 * value.uppercase,
      value.digits * 8 <= value.count, value.others * 8 <= value.count
    else { return false }
    return value.letters >= 4 * IdentifierWords(value.bytes).words.count
      && LetterPairs.surprise(of: value.lower).mean < rare
  }

  /// Strong enough to stand for itself where the syntax alone would allow an expression.
  static func isClearlyRandom(_ value: ValueText) -> Bool {
    value.count >= 16 && value.switches >= 4 && value.digits >= 4 && isRandom(value)
  }

  /// Letters, digits and many kinds of marks, as password generators make them.
  static func isPunctuated(_ value: ValueText) -> Bool {
    // What stands behind a literal in code, taken for the next one.
    if let first = value.bytes.first, "+,;)}]".utf8.contains(first) { return false }
    let blanks = value.bytes.count { $0.isBlank }
    return value.count >= 10 && value.distinctMarks >= 5 && value.letters + value.digits >= 6
      && blanks * 16 <= value.count
  }

  private static func isHex(_ value: ValueText) -> Bool {
    value.count >= 20 && value.digits >= 4 && value.letters >= 4
      && value.bytes.allSatisfy { $0.isHexDigit || $0 == UInt8(ascii: "-") }
  }

  /// Mean surprise, in bits a pair, above which letters are no words; see `LetterPairs`.
  private static let rare = 4.75
  /// Hardly any word of its length reaches this.
  private static let veryRare = 5.0
}
