/// What a name promises of the value that it is given.
enum SecretName: Equatable {
  /// Chosen by people: any word may be one.
  case password
  /// Made by machines: `client_secret`, `API_TOKEN`, `accessKey`.
  case token
  /// `key`, `auth`, `sid` alone say little: the value must be long and random.
  case vague

  /// - Parameter name: an identifier; of `a.b.c` only `c` counts.
  /// - Returns: `nil` for a name that says nothing of secrets, or says that the value is none:
  ///   `password_reset_url`, `tokenType`, `publicKey`.
  init?(_ name: some BidirectionalCollection<UInt8>) {
    let last = name.lastIndex(of: UInt8(ascii: ".")).map { name.index(after: $0) }
    let words = IdentifierWords(name[(last ?? name.startIndex)...]).words
    guard let place = words.indices.last(where: { Self.kind(of: words, at: $0) != nil }),
      let kind = Self.kind(of: words, at: place)
    else { return nil }
    let following = words[(place + 1)...].filter { $0 != "value" && $0 != "data" }
    if let first = following.first, SecretNameWords.attributes.contains(first) { return nil }
    if let last = following.last, SecretNameWords.attributes.contains(last) { return nil }
    if following.contains(where: SecretNameWords.hashes.contains) { return nil }
    let modifiers =
      kind == .password ? SecretNameWords.noPassword : SecretNameWords.noToken
    if words[..<place].contains(where: modifiers.contains) { return nil }
    self = kind
  }

  private static func kind(of words: [String], at place: Int) -> SecretName? {
    let word = words[place]
    if SecretNameWords.passwords.contains(word) { return .password }
    if SecretNameWords.passwordEndings.contains(where: word.hasSuffix) { return .password }
    if word.hasSuffix("pass"), !SecretNameWords.wordsInPass.contains(word) { return .password }
    if word.hasPrefix("password"), word != "passwordless" { return .password }
    if SecretNameWords.tokens.contains(word) { return .token }
    if SecretNameWords.tokenEndings.contains(where: word.hasSuffix) { return .token }
    if word == "key", place > 0, SecretNameWords.keyModifiers.contains(words[place - 1]) {
      return .token
    }
    if SecretNameWords.vague.contains(word) { return .vague }
    if word == "api", place == words.count - 1 { return .vague }
    return nil
  }
}
