internal import GateMatching
internal import GateModel

/// A scanner for what another one has decoded.
final class InnerScanner {
  private var scanner: SecretScanner

  init(_ scanner: consuming SecretScanner) { self.scanner = scanner }

  func secrets(in bytes: [UInt8], at path: RepositoryPath) throws(MatchingError) -> [Candidate] {
    try scanner.secrets(in: bytes, at: path)
  }
}
