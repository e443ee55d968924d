package import GateMatching
internal import GateModel

/// Passwords and tokens written out behind their names, in code and in configuration.
package struct AssignmentMatcher: ContextMatcher {
  package let contexts = ["password", "token"]
  package let literals: [Literal] =
    [
      "pass", "pwd", "psw", "psk", "secret", "token", "key", "auth", "cred", "_api", "salt",
      "verifier",
      "totp", "senha", "contrasena", "clave", "kennwort", "wachtwoord", "mdp", "haslo", "heslo",
      "parola", "losenord", "\"sig", "'sig", " sig=", "\"sid", "'sid", ".sid", "_sid", "-sid",
    ].map { Literal($0, ignoresCase: true) }

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    guard let name = Assignment.name(around: hit.range, in: bytes),
      let assignment = Assignment(to: name, in: bytes, isCode: file.isCode),
      let kind = SecretName(bytes.bytes(in: name))
    else { return }
    find(in: assignment, toNameOf: kind, in: bytes, of: file, into: &found)
  }

  /// Judges an assignment that has been read already.
  func find(
    in assignment: Assignment, toNameOf kind: SecretName, in bytes: Span<UInt8>,
    of file: ScannedFile, into found: inout [ContextCandidate]
  ) {
    // `Basic` credentials are decoded by `AuthorizationMatcher`.
    guard !file.isGenerated, !bytes.has("basic ", at: assignment.value.lowerBound) else { return }
    var assignment = assignment
    assignment.value = Self.withoutScheme(assignment.value, in: bytes)
    var judge = ValueJudge(assignment, in: bytes, of: file)
    if Self.isInNetrc(assignment, in: bytes) { judge = ValueJudge(assignment.value, in: bytes) }
    guard let confidence = judge.confidence(as: kind) else { return }
    let name = String(decoding: bytes.bytes(in: assignment.name), as: UTF8.self)
    found.append(
      ContextCandidate(
        context: kind == .password ? 0 : 1, value: assignment.value, name: assignment.name,
        confidence: confidence,
        reason: kind == .password
          ? "a password assigned to '\(name)'" : "a random value assigned to '\(name)'"))
  }

  /// Leaves out the scheme of an `Authorization` header: `Bearer`, `Basic`, `Token`.
  static func withoutScheme(_ value: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
    guard schemeStarts.contains(bytes.at(value.lowerBound)) else { return value }
    for scheme in ["bearer ", "basic ", "token ", "apikey "]
    where bytes.has(scheme, at: value.lowerBound) {
      let start = value.lowerBound + scheme.utf8.count
      return min(bytes.skippingBlanks(from: start), value.upperBound)..<value.upperBound
    }
    return value
  }

  private static let schemeStarts = ByteSet("bBtTaA")

  /// Bytes before `password` in which the words before it must stand.
  private static let netrcReach = 200

  /// `machine host login user password value`, over one line or several.
  private static func isInNetrc(_ assignment: Assignment, in bytes: Span<UInt8>) -> Bool {
    guard assignment.form == .words, bytes.has("password", at: assignment.name.lowerBound),
      assignment.name.count == "password".utf8.count
    else { return false }
    var place = assignment.name.lowerBound
    var hasLogin = false
    while place > 0, assignment.name.lowerBound - place < netrcReach {
      place -= 1
      if bytes.has("login ", at: place) { hasLogin = true }
      if hasLogin, bytes.has("machine ", at: place) { return true }
    }
    return false
  }
}
