/// What stands where a secret goes later: `your-api-key`, `changeme`, `xxxx`.
enum PlaceholderWords {
  /// Whether a value that ought to be random holds the words of a placeholder.
  static func describeToken(_ value: ValueText) -> Bool {
    inBoth.isPart(of: value.lower.span) || inTokens.isPart(of: value.lower.span)
      || isBracketed(value) || value.hasRun(of: 8)
  }

  /// Whether a password's value holds the words of a placeholder, or of an interface.
  static func describePassword(_ value: ValueText) -> Bool {
    inBoth.isPart(of: value.lower.span) || inPasswords.isPart(of: value.lower.span)
      || isBracketed(value) || value.hasRun(of: 8)
  }

  private static func isBracketed(_ value: ValueText) -> Bool {
    value.bytes.contains(UInt8(ascii: "<")) && value.bytes.contains(UInt8(ascii: ">"))
      || value.bytes.first == UInt8(ascii: "[") && value.bytes.last == UInt8(ascii: "]")
  }

  private static let inBoth: WordList = [
    "your", "changeme", "change-me", "change_me", "changethis", "change-this", "change_this",
    "changeit", "replace", "example", "placeholder", "insert", "redacted", "removed", "censored",
    "fixme", "todo", "xxx", "***", "!!!", "...", "\u{2026}", "not-set", "not_set", "notset",
    "not-real",
    "not_real", "fake-", "fake_", "-fake", "_fake", "n/a", "blah", "dummy", "a-za-z", "a-z0-9",
    "[filtered]", "_here", "-here",
    "goeshere", "(snip)",
    // What Crowdin puts in the place of a translation, https://support.crowdin.com/developer/in-context-localization/
    "crwdns",
  ]
  private static let inTokens: WordList = [
    "sample", "hidden", "none", "null", "undefined", "fill", "enter",
    "not-a", "not_a", "my-secret", "my_secret", "mysecret", "my-token", "my_token", "mytoken",
    "my-key", "my_key", "mykey", "my-api", "my_api", "some-secret", "some_secret", "some-token",
    "some_token", "some-key", "some_key", "test-secret", "test_secret", "testsecret", "test-token",
    "test_token", "testtoken", "test-key", "test_key", "testkey", "test-api", "test_api",
    "_string", "short", "deadbeef", "lorem", "abcdef", "1234567", "alphabet", "qwerty",
  ]
  private static let inPasswords: WordList = [
    "enter-", "enter_", "enter ", "forgot", "reset", "confirm", "invalid", "incorrect", "required",
    "currentpass", "current-pass", "current_pass", "_field", "passwordtext", "passwordinput",
    "passwordlabel", "passwordhint", "password_text", "password_input", "password_label",
    "password_hint", "hashed",
    // What a form demands.
    "|min:", "|max:", "|string", "nullable", "string|",
  ]
}
