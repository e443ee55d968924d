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
  /// Whether the name stands in a longer text: the `:secret` of a route.
  private let isPartOfPath: Bool
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
    isPartOfPath = before == UInt8(ascii: ":") || before == UInt8(ascii: "/")
    isConfiguration =
      !file.isCode || form == .element
      || form == .tight && (Self.isConstant(name) || ";&?".utf8.contains(before))
    isInSentence =
      !assignment.isQuoted && form == .entry && file.isProse
      && bytes.at(assignment.value.upperBound).isBlank
      && !bytes.at(bytes.skippingBlanks(from: assignment.value.upperBound)).isLineBreak
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
    isPartOfPath = false
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
    if Randomness.isRandom(text) || text.count >= 8 && classes >= 3 { return .high }
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
      && words.dropFirst().contains { SecretNameWords.passwords.contains($0) }
  }

  /// `"password": "Passwort"`: what a form shows beside its field.
  private var isLabel: Bool {
    guard text.bytes.first?.isUppercase == true, text.uppercase == 1, text.digits == 0 else {
      return false
    }
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

  /// `DB_PASSWORD = "db_password"`. `password: "password"` is too common a password to be left out.
  private var isNameAgain: Bool {
    let valueWords = IdentifierWords(text.bytes).words
    let nameWords = IdentifierWords(name.split(separator: UInt8(ascii: ".")).last ?? []).words
    if nameWords.count > 1, valueWords.suffix(nameWords.count) == nameWords[...] { return true }
    guard valueWords == nameWords else { return false }
    return valueWords.first?.hasPrefix("passw") != true
      || form == .spaced && Self.isConstant(name)
  }

  // MARK: Tokens

  private static let longestToken = 4000

  /// What a machine made looks like no word.
  func token(isVague: Bool) -> Confidence? {
    guard text.count >= (isVague ? 16 : 8), text.count <= Self.longestToken, isLiteral,
      text.distinct >= 4, !PlaceholderWords.describeToken(text)
    else { return nil }
    if isQuoted, Randomness.isPunctuated(text) || isSpacedSeed { return .medium }
    guard !holdsBlank, !holdsSyntax, !isNumber, !WordPath.isWordPath(text),
      !isNameAgain
    else { return nil }
    if UUID.isUUID(text) {
      let isHeader = IdentifierWords(name).words.last == "authorization"
      return !isVague || isHeader ? .medium : nil
    }
    guard Randomness.isRandom(text) else { return !isVague && isChosenSecret ? .low : nil }
    return isVague ? .low : text.count >= 20 ? .high : .medium
  }

  /// `secret: "development#product"`: what a person chose where a machine should have.
  private var isChosenSecret: Bool {
    isQuoted && !isLoose && !isPartOfPath && text.count >= 12 && text.letters >= 8
      && IdentifierWords(name).words.last == "secret"
      && text.bytes.dropFirst().dropLast().contains { "#!@$%^&*?~+=".utf8.contains($0) }
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
  private var isNumber: Bool { text.letters == 0 }

  // MARK: Both

  private var holdsBlank: Bool { text.bytes.contains { $0.isBlank } }

  /// Whether it is a value at all, written out here.
  private var isLiteral: Bool {
    guard !Reference.isReference(text), !Address.isAddress(text), !VersionNumber.isVersion(text),
      !text.hasRun(of: 8), !isInSentence, hasTwoInARow
    else { return false }
    guard !isQuoted else { return true }
    if isCallOrMember { return false }
    if form == .words { return Randomness.isRandom(text) && !holdsSyntax && text.count >= 12 }
    return isConfiguration || Randomness.isClearlyRandom(text)
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
