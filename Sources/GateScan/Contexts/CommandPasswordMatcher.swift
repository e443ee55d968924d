package import GateMatching

/// Passwords on a command line: `curl -u`, `sshpass -p`, `docker login -p`.
package struct CommandPasswordMatcher: ContextMatcher {
  package let contexts = ["password"]
  package let literals = ["-u ", "--user", "-u\"", "-u'", "-p "].map { Literal($0) }

  /// Bytes before the flag, and behind it, in which the program's name is looked for.
  private static let reach = 600
  private static let longest = 200
  /// Bytes of the shortest password; `-p -q` is none.
  private static let shortest = 4

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    let before = bytes.at(hit.range.lowerBound - 1)
    guard before.isBlank || before.isLineBreak else { return }
    var start = bytes.end(of: hit.range.upperBound, atMost: 3) {
      $0.isBlank || $0 == UInt8(ascii: "=")
    }
    var quote = bytes.at(hit.range.upperBound - 1)
    if !quote.isQuote, bytes.at(start).isQuote {
      quote = bytes.at(start)
      start += 1
    }
    let end = bytes.end(of: start, atMost: Self.longest) {
      quote.isQuote ? $0 != quote && !$0.isLineBreak : !$0.isBlank && !$0.isLineBreak && !$0.isQuote
    }
    guard
      let value = hit.literal == 4
        ? password(start..<end, of: hit.range.lowerBound, in: bytes)
        : passwordOfUser(start..<end, of: hit.range.lowerBound, in: bytes),
      !Self.isMetasyntactic(value, in: bytes),
      let confidence = ValueJudge(value, in: bytes).password()
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: value, confidence: confidence, reason: "a password on a command line"))
  }

  /// What manuals write for the reader's own.
  private static func isMetasyntactic(_ value: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    ["password", "secret", "token"].contains {
      value.count == $0.utf8.count && bytes.has($0, at: value.lowerBound)
    }
  }

  private func passwordOfUser(
    _ argument: Range<Int>, of flag: Int, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    guard let colon = argument.first(where: { bytes[$0] == UInt8(ascii: ":") }),
      !Reference.isReference(ValueText(argument.lowerBound..<colon, in: bytes)),
      Self.stands(Self.clients, before: flag, in: bytes)
    else { return nil }
    return colon + 1..<argument.upperBound
  }

  private func password(
    _ argument: Range<Int>, of flag: Int, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    argument.count >= Self.shortest && Self.stands(Self.logins, before: flag, in: bytes)
      ? argument : nil
  }

  private static let clients: WordList = ["curl", "http "]
  private static let logins: WordList = [
    "sshpass", "docker login", "podman login", "helm registry login",
  ]

  /// Whether one of the programs is called in the line, or in those that it continues.
  private static func stands(_ programs: WordList, before flag: Int, in bytes: Span<UInt8>) -> Bool
  {
    var place = flag
    while place > 0, flag - place < reach {
      place -= 1
      if bytes[place] == UInt8(ascii: "\n"), bytes.at(place - 1) != UInt8(ascii: "\\") { break }
      if programs.stands(at: place, in: bytes) { return true }
    }
    return false
  }
}
