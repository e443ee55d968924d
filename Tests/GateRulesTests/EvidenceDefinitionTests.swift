import GateModel
import GateYAML
import Testing

@testable import GateRules

struct EvidenceDefinitionTests {
  @Test func everyEmbeddedPatternCompiles() throws {
    for check in try CheckRegistry.embedded().definitions {
      guard let node = check.evidence else { continue }
      var decoder = EvidenceDefinitionDecoder(
        path: check.file, compilesPatterns: true)
      #expect(decoder.decode(node) != nil, "\(decoder.diagnostics)")
    }
  }

  @Test func theEmbeddedClientsAreWhole() throws {
    let clients = try HTTPClientDecoder.embedded()
    #expect(clients.contains { $0.name == "axios" && $0.methods.contains("patch") })
    for client in clients {
      #expect(!client.languages.isEmpty, "\(client.name)")
      #expect(!(client.sends + client.creates + client.types).isEmpty, "\(client.name)")
    }
  }

  @Test(arguments: [
    ("{ patterns: [] }", "no 'lookedFor'"),
    (
      "{ lookedFor: x, patterns: [{ where: callPath, pattern: a }] }",
      "proves, contradicts and near"
    ),
    ("{ lookedFor: x, patterns: [{ where: moon, pattern: a, proves: b }] }", "is no place"),
    ("{ lookedFor: x, patterns: [{ where: callPath, proves: b }] }", "a pattern or calls"),
    ("{ lookedFor: x, patterns: [{ where: repository, pattern: a, proves: b }] }", "keywords"),
    ("{ lookedFor: x, patterns: [{ where: callPath, pattern: '(', proves: b }] }", "offset"),
    ("{ lookedFor: x, patterns: [{ where: callPath, patern: a, proves: b }] }", "unknown key"),
  ]) func mistakesAreReported(text: String, words: String) throws {
    let node = try #require(try YAMLParser.firstDocument(Array(text.utf8)))
    var decoder = EvidenceDefinitionDecoder(path: RepositoryPath("x.yaml"), compilesPatterns: true)
    #expect(decoder.decode(node) == nil)
    #expect(decoder.diagnostics.contains { $0.message.contains(words) }, "\(decoder.diagnostics)")
  }
}
