internal import GateModel

/// Decides whether what is assigned to a secret's name is a secret, and how sure that is.
struct ValueJudge {
  private let text: ValueText
  private let name: [UInt8]
  private let form: Assignment.Form
  private let isQuoted: Bool
  /// Whether what is not between quotes is a value here, and no expression.
  private let isConfiguration: Bool
  /// Whether more words follow in the line: the value is part of a sentence.
  private let isInSentence: Bool
  private let isLoose: Bool
  private let isExpression: Bool
  /// Whether it is an example in a comment of a program: `` `password = "word"` ``.
  private let isInDocumentation: Bool
  /// Whether the name stands in a longer text: the `:secret` of a route, the `!PSK` of a cipher list.
  private let isPartOfPath: Bool
  /// `config["NAME"]`.
  private let isNameQuoted: Bool
  /// Where it stands; `nil` where the structure says enough.
  private let file: ScannedFile?

  init(_ assignment: Assignment, in bytes: Span<UInt8>, of file: ScannedFile) {
    text = ValueText(assignment.value, in: bytes)
    name = bytes.bytes(in: assignment.name)
    form = assignment.form
    isQuoted = assignment.isQuoted
    isLoose = assignment.isLoose
    self.file = file
    let before = bytes.at(assignment.name.lowerBound - 1)
    isNameQuoted = before.isQuote
    isPartOfPath = ":/!".utf8.contains(before)
    isConfiguration =
      !file.isCode || form == .element
      || form == .tight
        && (Self.isConstant(name) || ";&?".utf8.contains(before)
          || Self.followsEntry(assignment.name, in: bytes))
    isInSentence = Self.isInSentence(assignment, in: bytes, of: file)
    isExpression = ExpressionContext.surrounds(assignment, in: bytes, of: file)
    isInDocumentation =
      file.isCode && Self.isBetweenBackticks(assignment, in: bytes)
      && Self.isInComment(assignment.name.lowerBound, in: bytes)
  }

  /// A value of a password's own place, where the structure leaves no doubt: a URL, SQL, `curl`.
  init(_ value: Range<Int>, in bytes: Span<UInt8>) {
    text = ValueText(value, in: bytes)
    name = Array("password".utf8)
    form = .entry
    isQuoted = true
    isConfiguration = true
    isInSentence = false
    isLoose = false
    isExpression = false
    isInDocumentation = false
    isPartOfPath = false
    isNameQuoted = false
    file = nil
  }

  init(_ value: [UInt8]) { self.init(0..<value.count, in: value.span) }

  /// - Returns: `nil` where the value is no secret of that kind.
  func confidence(as kind: SecretName) -> Confidence? {
    switch kind {
    case .password: password()
    case .token: token(isVague: false)
    case .vague: token(isVague: true)
    }
  }

  /// Whether another entry stands before the name: `host=db user=app password=...`.
  private static func followsEntry(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    guard bytes.at(name.lowerBound - 1) == UInt8(ascii: " ") else { return false }
    let end = bytes.lastNonBlank(before: name.lowerBound) + 1
    let start = bytes.start(before: end, atMost: 80) { !$0.isBlank && !$0.isLineBreak }
    return start < end && (start + 1..<end).contains { bytes[$0] == UInt8(ascii: "=") }
      && !"=,".utf8.contains(bytes[end - 1])
  }

  /// Whether the line goes on, as documentation does: "Password: ... (change it after the login)",
  /// and as messages of scripts and comments do: `echo "Pass: all is well"`.
  private static func isInSentence(
    _ assignment: Assignment, in bytes: Span<UInt8>, of file: ScannedFile
  ) -> Bool {
    let end = assignment.value.upperBound
    if assignment.isQuoted {
      return file.isProse && bytes.at(end) == UInt8(ascii: "`")
        && !bytes.at(bytes.skippingBlanks(from: end + 1)).isLineBreak
    }
    guard assignment.form == .entry || file.isProse && assignment.form == .spaced,
      bytes.at(end).isBlank
    else { return false }
    let next = bytes.at(bytes.skippingBlanks(from: end))
    if file.isProse { return assignment.form == .entry ? !next.isLineBreak : next.isLetter }
    return next.isLetter && (file.isScript || isInComment(assignment.name.lowerBound, in: bytes))
  }

  /// Bytes of a line before a name that are read for the mark of a comment.
  private static let longestIndent = 200

  private static func isBetweenBackticks(
    _ assignment: Assignment, in bytes: Span<UInt8>
  ) -> Bool {
    let backtick = UInt8(ascii: "`")
    let start = bytes.start(before: assignment.name.lowerBound, atMost: longestIndent) {
      $0 != backtick && !$0.isLineBreak
    }
    let end = bytes.end(of: assignment.value.upperBound, atMost: longestIndent) {
      $0 != backtick && !$0.isLineBreak
    }
    return bytes.at(start - 1) == backtick && bytes.at(end) == backtick
  }

  private static func isInComment(_ place: Int, in bytes: Span<UInt8>) -> Bool {
    let line = bytes.start(before: place, atMost: longestIndent) { !$0.isLineBreak }
    let first = bytes.skippingBlanks(from: line)
    return "#;*".utf8.contains(bytes.at(first)) || bytes.has("//", at: first)
      || bytes.has("--", at: first)
  }

  // MARK: Passwords

  private static let passwordLengths = 4...120

  /// Any word may be a password; what says that it is none is looked for.
  func password() -> Confidence? {
    guard Self.passwordLengths.contains(text.count), isLiteral, text.distinct >= 3,
      !holdsBlank || isPassphrase, text.bytes.last != UInt8(ascii: ":"),
      text.bytes.last != UInt8(ascii: "\\"),
      !StandInWords.isStandIn(text), !PlaceholderWords.describePassword(text),
      !text.contains("hash") || text.digits > 0, text.sequenceShare <= 0.9 || text.letters > 0,
      !isIdentifier, !isNameAgain, !isLabel
    else { return nil }
    if isLoose || file?.isTranslation == true, !Randomness.isRandom(text) { return nil }
    if form == .entry, isPartOfPath, !isQuoted { return nil }
    if Randomness.isRandom(text) || text.count >= 8 && classes >= 3 { return .high }
    if isInDocumentation { return nil }
    if isDescription { return .low }
    return CommonPasswords.isCommon(text) ? .low : .medium
  }

  /// Small letters, capitals, digits, marks.
  private var classes: Int {
    [text.lowercase, text.uppercase, text.digits, text.others].count { $0 > 0 }
  }

  /// `PASSWORD_FIELD`, `userPassword`, `form.password`: what programs call things, and people hardly type.
  private var isIdentifier: Bool {
    if text.lowercase == 0, text.bytes.contains(UInt8(ascii: "_")), text.others < 4,
      text.bytes.first?.isUppercase == true,
      text.bytes.allSatisfy({ $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") })
    {
      return true
    }
    let isJoined = text.uppercase > 0 || text.bytes.contains(UInt8(ascii: "."))
    guard text.digits == 0, isJoined, text.bytes.first?.isLowercase == true,
      text.bytes.allSatisfy({ $0.isLetter || $0 == UInt8(ascii: ".") })
    else { return false }
    let words = IdentifierWords(text.bytes).words
    return words.count > 1 && words.first != "my"
      && words.dropFirst().contains {
        SecretNameWords.passwords.contains($0) || ["key", "secret", "token"].contains($0)
      }
  }

  /// `db_password`, `replication-pass`: what the value is for, more often than the value.
  private var isDescription: Bool {
    guard text.letters < text.count,
      text.bytes.allSatisfy({ $0.isLowercase || "_-".utf8.contains($0) })
    else { return false }
    let words = IdentifierWords(text.bytes).words
    return words.count > 1 && SecretNameWords.passwords.contains(words[words.count - 1])
  }

  /// `"password": "Passwort"`: what a form shows beside its field.
  private var isLabel: Bool {
    guard text.bytes.first?.isUppercase == true, text.uppercase == 1, text.digits == 0,
      !text.bytes.contains(where: { "!@#$%^&".utf8.contains($0) })
    else { return false }
    // `"password": "Updated."`.
    if text.others == 1, text.bytes.last == UInt8(ascii: ".") { return true }
    return IdentifierWords(text.bytes).words.allSatisfy(SecretNameWords.passwords.contains)
  }

  /// `password = "correct horse battery"`: words, but no sentence about passwords.
  private var isPassphrase: Bool {
    guard isQuoted, form == .spaced || form == .tight else { return false }
    let words = text.bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return words.count >= 2
      && words.allSatisfy { word in
        !word.isEmpty && word.allSatisfy(\.isLowercase)
          && !SentenceWords.all.contains(String(decoding: word, as: UTF8.self))
      }
  }

  /// A name given its own words. The word itself is too common a password to be left out.
  private var isNameAgain: Bool {
    let valueWords = IdentifierWords(text.bytes).words
    let nameWords = IdentifierWords(name.split(separator: UInt8(ascii: ".")).last ?? []).words
    if nameWords.count > 1, valueWords.suffix(nameWords.count) == nameWords[...] { return true }
    // `USER_PASSWORD = "password"`: a constant that holds the name of a field.
    if file?.isCode == true, form == .spaced, Self.isConstant(name), !isNameQuoted,
      valueWords.count == 1,
      SecretNameWords.passwords.contains(valueWords[0]), nameWords.last == valueWords[0]
    {
      return true
    }
    // `EXTRA_PASSWORD_VISIBLE = "password_visible"`.
    if file?.isCode == true, form == .spaced, valueWords.count > 1,
      Self.holds(nameWords, words: valueWords)
    {
      return true
    }
    guard valueWords == nameWords else { return false }
    return valueWords.first?.hasPrefix("passw") != true
      || form == .spaced && Self.isConstant(name)
  }

  /// Whether words stand in a row among others.
  private static func holds(_ all: [String], words: [String]) -> Bool {
    guard words.count < all.count else { return false }
    return (0...(all.count - words.count)).contains { all[$0...].starts(with: words) }
  }

  // MARK: Keys

  /// What signs or encrypts, where the structure leaves no doubt: random, or of three kinds of
  /// characters at least. A plain word is an example's.
  func key() -> Confidence? {
    guard text.count >= 8, isLiteral, !holdsBlank, !holdsSyntax,
      !PlaceholderWords.describeToken(text), !PlaceholderWords.describePassword(text)
    else { return nil }
    if Randomness.isRandom(text) { return text.count >= 16 ? .high : .medium }
    return classes >= 3 && text.others * 4 <= text.count && !WordPath.isWordPath(text) ? .low : nil
  }

  // MARK: Tokens

  private static let longestToken = 4000

  /// What a machine made looks like no word.
  func token(isVague: Bool) -> Confidence? {
    guard text.count >= (isVague ? 16 : 8), text.count <= Self.longestToken, isLiteral,
      text.distinct >= 4, !PlaceholderWords.describeToken(text)
    else { return nil }
    if form == .entry, isPartOfPath, !isQuoted { return nil }
    // `output.key == "MyFunctionServiceRole1A2B3C4D"` looks something up.
    if isVague, form == .comparison { return nil }
    if isQuoted, Randomness.isPunctuated(text) || isSpacedSeed { return .medium }
    if isNoExpression { return .medium }
    if file?.isTranslation == true, text.digits == 0 { return nil }
    guard !holdsBlank, !holdsSyntax, !isNumber,
      form == .comparison || !WordPath.isWordPath(text), !isNameAgain, !isTypeName
    else { return nil }
    if UUID.isUUID(text) {
      let isHeader = IdentifierWords(name).words.last == "authorization"
      return !isVague || isHeader ? .medium : nil
    }
    guard Randomness.isRandom(text) else { return !isVague && isChosenSecret ? .low : nil }
    return isVague ? .low : text.count >= 20 ? .high : .medium
  }

  /// What a person chose where a machine should have: words with a mark between them, or three
  /// kinds of characters, as people make passwords. A comparison tells what is expected.
  private var isChosenSecret: Bool {
    guard isQuoted || isConfiguration, !isLoose, !isPartOfPath, text.letters >= 4,
      Self.namesSecret(name), !PlaceholderWords.describePassword(text)
    else { return false }
    if form == .comparison { return isQuoted && text.count >= 8 && !isIdentifier }
    return text.count >= 12 && text.letters >= 8 && isQuoted
      && text.bytes.dropFirst().dropLast().contains { "#!@$%^&*?~+=".utf8.contains($0) }
      || text.count >= 8 && classes >= 3 && text.digits > 0 && text.others * 4 <= text.count
        && (text.bytes.contains { "#!@$%^&*?~+".utf8.contains($0) } || isQuoted && text.others == 0)
  }

  /// `session.secret`, `JWT_SECRET_KEY`.
  private static func namesSecret(_ name: [UInt8]) -> Bool {
    let words = IdentifierWords(name).words
    return words.last == "secret" || words.suffix(2) == ["secret", "key"]
  }

  /// A seed of one-time passwords as people copy it: base32 in groups of four.
  private var isSpacedSeed: Bool {
    let groups = text.bytes.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    return groups.count >= 4
      && groups.allSatisfy { group in
        group.count == 4
          && group.allSatisfy {
            $0.isLetter || (UInt8(ascii: "2")...UInt8(ascii: "7")).contains($0)
          }
      }
      && LetterPairs.surprise(of: text.lower).mean >= 4.75
  }

  private var holdsSyntax: Bool { text.bytes.contains { "(){}[];<>\"'\\".utf8.contains($0) } }
  /// `Base32SecretKey`: a type's name is made of words, and one of them says what it is for.
  private var isTypeName: Bool {
    guard text.others == 0, text.bytes.first?.isUppercase == true else { return false }
    let words = IdentifierWords(text.bytes).words
    return words.count > 1 && words.contains { ["key", "secret", "token"].contains($0) }
      && words.allSatisfy {
        $0.utf8.count <= 3 || LetterPairs.surprise(of: Array($0.utf8)).mean < 4.75
      }
  }

  private var isNumber: Bool { text.letters == 0 }

  // MARK: Both

  private var holdsBlank: Bool { text.bytes.contains { $0.isBlank } }

  /// Whether it is a value at all, written out here.
  private var isLiteral: Bool {
    guard !Reference.isReference(text), !Address.isAddress(text), !VersionNumber.isVersion(text),
      !text.hasRun(of: 8), !isInSentence, !isExpression, hasTwoInARow
    else { return false }
    guard !isQuoted, !isNoExpression else { return true }
    // `password == other`.
    if form == .comparison { return false }
    if isCallOrMember { return false }
    if form == .words { return isWordOfMachine || isWordOfPerson }
    return isConfiguration || Randomness.isClearlyRandom(text)
  }

  /// Without quotes, and yet nothing that a language could read: `m{{h}o)p${e]nob(ody[`.
  private var isNoExpression: Bool {
    !isQuoted && form != .words && Randomness.isPunctuated(text)
      && Brackets.areMismatched(in: text.bytes)
  }

  /// A random value behind a name, in a command, a sentence or a comment.
  private var isWordOfMachine: Bool {
    Randomness.isRandom(text) && !holdsSyntax && text.count >= 12 && text.digits >= 3
  }

  /// `--password Summer!2019`, and the same as a statement of its own: no word of a sentence.
  private var isWordOfPerson: Bool {
    !isLoose && isConfiguration && text.count >= 8 && classes >= 3 && text.digits > 0
      && text.letters > 0
  }

  /// Two letters or digits beside each other: what has none is punctuation.
  private var hasTwoInARow: Bool {
    zip(text.bytes, text.bytes.dropFirst()).contains {
      ($0.isLetter || $0.isDigit) && ($1.isLetter || $1.isDigit)
    }
  }

  /// `getPassword(`, `auth[0`, `user.password`.
  private var isCallOrMember: Bool {
    for (byte, next) in zip(text.bytes, text.bytes.dropFirst())
    where (byte.isLetter || byte == UInt8(ascii: "_")) && "([".utf8.contains(next) {
      return true
    }
    let parts = text.bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count > 1
      && parts.allSatisfy { part in
        part.first.map { $0.isLetter || $0 == UInt8(ascii: "_") } == true
          && part.allSatisfy { $0.isLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
          && !Randomness.isRandom(ValueText(Array(part)))
      }
  }

  /// `DB_PASSWORD`: how environment variables and constants are written.
  private static func isConstant(_ name: [UInt8]) -> Bool {
    name.allSatisfy { $0.isUppercase || $0.isDigit || $0 == UInt8(ascii: "_") }
  }
}
