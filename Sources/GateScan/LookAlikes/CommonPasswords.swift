/// Passwords that everybody knows: real where they guard something, and most often a test's.
enum CommonPasswords {
  static func isCommon(_ value: ValueText) -> Bool {
    words.contains(String(decoding: value.lower.filter(\.isLetter), as: UTF8.self))
  }

  private static let words: Set<String> = [
    "admin", "administrator", "changeme", "demo", "guest", "hunter", "letmein", "login",
    "manager", "mypass", "mypassword", "mysecret", "newpassword", "oldpassword", "password",
    "passwordtwo", "postgres", "root", "rootpass", "rootpassword", "secret", "secretpassword",
    "testing", "testpassword", "testpass", "userpassword", "welcome", "wrongpassword",
  ]
}
