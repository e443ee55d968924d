internal import GateMatching
internal import GateModel

/// A scanner for what another one has decoded. Made where there is something.
final class InnerScanner {
  private let engine: SecretEngine
  private let depth: Int
  private var scanner: SecretScanner?

  /// - Parameter depth: how many encodings the text was in.
  init(_ engine: SecretEngine, depth: Int) {
    self.engine = engine
    self.depth = depth
  }

  func secrets(in bytes: [UInt8], at path: RepositoryPath) throws(MatchingError) -> [Candidate] {
    var scanner: SecretScanner
    if let kept = self.scanner.take() {
      scanner = kept
    } else {
      scanner = try SecretScanner(engine, depth: depth)
    }
    let found = try scanner.secrets(in: bytes, at: path)
    self.scanner = consume scanner
    return found
  }
}
