import GateManifest
import GateModel
import Testing

/// Manifests damaged at random, by a fixed seed: each is decoded or refused, with every diagnostic at
/// a place of the text.
@Suite struct ManifestMutationTests {
  @Test(arguments: 1...8)
  func damageNeverPassesUnnoticedNorCrashes(seed: UInt64) throws {
    var random = LinearCongruentialGenerator(state: seed)
    for _ in 0..<25 {
      let bytes = damaged(Array(ManifestSamples.whole.utf8), &random)
      let result = try ManifestSamples.decode(bytes)
      let hasError = result.diagnostics.contains { $0.severity == .error }
      #expect((result.manifest == nil) == hasError)
      let lines = bytes.count { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } + 2
      for diagnostic in result.diagnostics {
        let place = try #require(diagnostic.location)
        #expect((1...lines).contains(place.line) && place.column >= 1)
        #expect(!diagnostic.message.isEmpty)
      }
    }
  }

  private static let pieces = [
    "\n", "\t", ": ", "- ", "[", "]", "{", "}", "\"", "'", "&a ", "*a ", "#", "|\n", ">\n", "---\n",
    "...\n", "!!int ", "%", "? ", "\u{FEFF}", "ö", "\u{2028}", "\r", "<<: ", "~",
  ].map { Array($0.utf8) }

  /// One to four changes: a piece put in, some bytes taken out, one byte replaced.
  private func damaged(
    _ bytes: [UInt8], _ random: inout LinearCongruentialGenerator
  ) -> [UInt8] {
    var bytes = bytes
    for _ in 0...Int.random(in: 0..<4, using: &random) {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0:
        let piece = Self.pieces.randomElement(using: &random) ?? []
        bytes.insert(contentsOf: piece, at: place)
      case 1: bytes.removeSubrange(place..<min(place + 9, bytes.count))
      default: bytes[place] = UInt8.random(in: 0...255, using: &random)
      }
    }
    return bytes
  }
}

/// Knuth's constants for 64 bits.
struct LinearCongruentialGenerator: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    // The low bits have short periods.
    return (state >> 32) | (state << 32)
  }
}
