package import GateMatching

/// Files whose name says what is in them: PostgreSQL's password file, and the keys of Rails.
package struct KnownFileMatcher: ContextMatcher {
  package let contexts = ["password", "token"]
  package let literals: [Literal] = []
  package let fileNames = Array(keyNames) + Array(passwordNames)

  /// `host:port:database:user:password`, https://www.postgresql.org/docs/current/libpq-pgpass.html
  private static let passwordNames: Set<String> = [".pgpass", "pgpass.conf"]
  /// 32 hexadecimal digits, https://guides.rubyonrails.org/security.html#custom-credentials
  private static let keyNames: Set<String> = [
    "master.key", "production.key", "staging.key", "development.key",
  ]
  private static let keyDigits = 32

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    if Self.keyNames.contains(file.name) {
      findKey(in: bytes, into: &found)
    } else {
      findPasswords(in: bytes, into: &found)
    }
  }

  private func findKey(in bytes: Span<UInt8>, into found: inout [ContextCandidate]) {
    let end = bytes.end(of: 0, atMost: bytes.count) { $0.isHexDigit }
    guard end == Self.keyDigits, bytes.at(end).isLineBreak else { return }
    found.append(
      ContextCandidate(
        context: 1, value: 0..<end, confidence: .high,
        reason: "the key with which Rails decrypts its credentials"))
  }

  private func findPasswords(in bytes: Span<UInt8>, into found: inout [ContextCandidate]) {
    var line = 0
    while line < bytes.count {
      let end = bytes.end(of: line, atMost: bytes.count) { !$0.isLineBreak }
      let colons = (line..<end).filter { bytes[$0] == UInt8(ascii: ":") }
      if bytes[line] != UInt8(ascii: "#"), colons.count >= 4,
        let confidence = ValueJudge(colons[3] + 1..<end, in: bytes).password()
      {
        found.append(
          ContextCandidate(
            context: 0, value: colons[3] + 1..<end, confidence: confidence,
            reason: "a password in PostgreSQL's password file"))
      }
      line = end + 1
    }
  }
}
