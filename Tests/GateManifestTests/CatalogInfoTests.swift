import GateManifest
import GateModel
import Testing

@Suite struct CatalogInfoTests {
  static let whole = """
    apiVersion: backstage.io/v1alpha1
    kind: System
    metadata: { name: maintenance }
    ---
    apiVersion: backstage.io/v1alpha1
    kind: Component
    metadata:
      name: due-dates
      links:
        - { url: https://wiki.example.com/due-dates, title: Runbook, type: runbook }
        - { url: "javascript:alert(1)", title: no address }
    spec: { type: service, owner: group:default/team-maintenance }
    """

  private func read(_ text: String) -> (info: CatalogInfo?, diagnostics: [Diagnostic]) {
    CatalogInfo.read(Array(text.utf8), path: RepositoryPath("catalog-info.yaml"))
  }

  @Test func readsTheComponent() throws {
    let (info, diagnostics) = read(Self.whole)
    #expect(diagnostics.isEmpty)
    #expect(info?.name == "due-dates")
    #expect(info?.owner == "team-maintenance")
    #expect(info?.links.map(\.type) == ["runbook"])
    #expect(info?.links.map(\.url) == ["https://wiki.example.com/due-dates"])
  }

  @Test(arguments: ["", "kind: System\n", "[1]\n", "kind: Component\nmetadata: [x]\nspec: 1\n"])
  func takesNothingFromOtherTexts(text: String) {
    let (info, diagnostics) = read(text)
    #expect(diagnostics.isEmpty)
    #expect(info?.name == nil && info?.owner == nil && info?.links.isEmpty != false)
  }

  @Test func aBrokenFileIsAWarning() {
    let (info, diagnostics) = read("kind: [Component\n")
    #expect(info == nil)
    #expect(diagnostics.map(\.severity) == [.warning])
    #expect(diagnostics.first?.location?.path == RepositoryPath("catalog-info.yaml"))
  }

  @Test func fillsOnlyWhatTheManifestLeavesOpen() throws {
    let catalog = try #require(read(Self.whole).info)
    let silent = try #require(try ManifestSamples.decode("apiVersion: mxgate/v1\n").manifest)
    #expect(silent.completed(by: catalog).service.name == "due-dates")
    #expect(silent.completed(by: catalog).service.runbook == "https://wiki.example.com/due-dates")
    let text = """
      apiVersion: mxgate/v1
      service: { name: mine, links: [{ type: docs, url: "https://a.b" }] }
      """
    let named = try #require(try ManifestSamples.decode(text).manifest).completed(by: catalog)
    #expect(named.service.name == "mine")
    #expect(named.service.owner == "team-maintenance")
    #expect(named.service.links.map(\.type) == ["docs"])
  }
}
