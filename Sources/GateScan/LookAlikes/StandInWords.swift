/// Values that are words of a program's own, and no secret by any name.
enum StandInWords {
  static func isStandIn(_ value: ValueText) -> Bool {
    // `String!`, `string[]`, `str?`: types of GraphQL and others.
    var text = value.lower[...]
    while let last = text.last, "!?[]".utf8.contains(last) { text.removeLast() }
    if words.contains(String(decoding: text, as: UTF8.self)) { return true }
    // `authToken`, `auth-token`.
    guard text.count == value.count, value.digits == 0 else { return false }
    return words.contains(IdentifierWords(value.bytes).words.joined(separator: "_"))
  }

  private static let words: Set<String> = [
    "access_key", "access_token", "account_sid", "allow", "any", "api_key", "api_token", "argon2",
    "array", "auth_token", "authorization_code", "auto", "bad", "bar",
    "basic", "baz", "bcrypt", "bearer", "body", "bool", "boolean", "client_credentials",
    "client_id", "client_secret", "cookie", "correct", "correcthash", "date", "default", "deny",
    "email", "empty", "env", "fake", "false", "field", "file", "foo", "foobar", "foobarbaz",
    "function",
    "good", "hash", "header", "hidden", "id", "id_token", "input", "int", "integer", "jwt", "key",
    "label", "local", "long", "md5", "mock", "name", "nil", "no", "none", "null", "number",
    "oauth", "object", "off", "on", "optional", "pass", "passphrase", "passwd", "password_grant",
    "plain", "plaintext", "pwd", "query", "refresh_token", "required", "sample", "scrypt",
    "secret_key", "session", "sha1", "sha256", "short", "str", "snip", "string", "strong", "stub",
    "symbol",
    "test",
    "test1", "test2", "text", "token", "true", "type", "undefined", "user", "username", "users",
    "username_password", "value", "vault", "void", "weak", "wrong", "yes",
  ]
}
