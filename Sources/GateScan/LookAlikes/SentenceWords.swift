/// Words by which a text speaks about passwords instead of being one.
enum SentenceWords {
  static let all: Set<String> = [
    "a", "account", "an", "are", "at", "cannot", "confirm", "correct", "did", "does", "empty",
    "enter", "expired", "failed", "for", "forgot", "has", "incorrect", "invalid", "is", "least",
    "login", "match", "missing", "must", "my", "new", "no", "not", "of", "old", "or", "passphrase",
    "passwd", "password", "passwords", "please", "required", "reset", "secret", "some", "the",
    "this", "to", "token", "too", "user", "was", "wrong", "your",
  ]
}
