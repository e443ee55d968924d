/// Names that tokens are held against, whatever their case. A look at a token's ends settles most.
struct TokenNames: Sendable {
  private let firsts: Set<UInt8>
  private let lasts: Set<UInt8>

  /// - Parameter names: in lower case.
  init(_ names: Set<String>) {
    firsts = Set(names.compactMap(\.utf8.first))
    lasts = Set(names.compactMap(\.utf8.last))
  }

  /// Whether it is open that the token is one of the names; `_` and `@` at its ends do not count.
  func mayHold(_ token: Token) -> Bool {
    token.kind == .word ? mayHold(token.text.utf8) : mayHold(token.content.utf8)
  }

  private func mayHold(_ bytes: some BidirectionalCollection<UInt8>) -> Bool {
    guard let first = bytes.first(where: Self.counts), let last = bytes.last(where: Self.counts)
    else { return false }
    // What is not ASCII may be so in lower case.
    return (first >= 0x80 || firsts.contains(first | 0x20))
      && (last >= 0x80 || lasts.contains(last | 0x20))
  }

  private static func counts(_ byte: UInt8) -> Bool {
    byte != UInt8(ascii: "_") && byte != UInt8(ascii: "@")
  }
}
