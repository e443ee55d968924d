import FoundationEssentials
import GateModel
import GateReport
import GateRules
import Testing

@Suite struct CheckPagesTests {
  let checks: [CheckDefinition]
  init() throws { checks = try CheckRegistry.embedded().definitions }

  /// `MXGATE_RECORD=1 swift test --filter CheckPagesTests` writes the document anew.
  @Test func theDocumentOfTheChecksIsFresh() throws {
    try expectFresh("CHECKS.md", PageMarkdown.checks(checks.map { $0.page() }))
  }

  /// Likewise.
  @Test func theDocumentOfTheSecretRulesIsFresh() throws {
    let rules = SecretRuleSet.builtIn.rules.sorted { $0.id < $1.id }
    try expectFresh("SECRET-RULES.md", PageMarkdown.secretRules(rules.map(\.page)))
  }

  private func expectFresh(_ name: String, _ rendered: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = root.deletingLastPathComponent().appending(path: ".github/\(name)")
    if ProcessInfo.processInfo.environment["MXGATE_RECORD"] != nil {
      try Data(rendered.utf8).write(to: file)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(
      rendered == expected,
      "run MXGATE_RECORD=1 swift test --filter CheckPagesTests, and read the difference")
  }

  @Test func aPageSaysAllThatTheCheckSays() throws {
    for check in checks {
      let text = PageText(isColored: false).text(check.page())
      #expect(text.hasPrefix("\(check.id)  \(check.title)\n"))
      let flat = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for words in [check.why, check.judged, check.fix.text] + check.fixes.values.map(\.text) {
        let expected = words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(flat.contains(expected), "\(check.id): \(expected)")
      }
      for field in check.claim.fields { #expect(flat.contains("`\(field.name)`")) }
    }
  }

  @Test func aLanguageShowsItsFixAlone() throws {
    let timeout = try #require(checks.first { $0.id == CheckID("errors.timeout") })
    let text = PageText(isColored: false).text(timeout.page(language: .go))
    #expect(text.contains("client := &http.Client{Timeout: 30 * time.Second}"))
    #expect(!text.contains("AbortSignal"))
  }

  @Test func proseIsWrapped() throws {
    for check in checks {
      let lines = PageText(isColored: false).text(check.page()).split(separator: "\n")
      let prose = lines.filter { !$0.hasPrefix("      ") }
      // A command is never broken, however long it is.
      let long = prose.filter { $0.count > 92 && !$0.drop { " -".contains($0) }.hasPrefix("`") }
      #expect(long.isEmpty, "\(check.id): \(long)")
    }
  }

  @Test func anythingButCodeIsEscaped() {
    let page = Page(
      id: "a.b", title: "<b> *x*", facts: [Page.Fact("N", "a_b `c_d`")],
      sections: [
        Page.Section("S", [.code("<i>", language: "html"), .list(["# no heading", "`<k>`"])])
      ])
    #expect(
      PageMarkdown.text(page) == """
        # a.b

        &lt;b&gt; \\*x\\*.

        - **N:** a\\_b `c_d`

        ## S

        ```html
        <i>
        ```

        - \\# no heading
        - `<k>`

        """)
  }

  @Test func aTerminalIsNotDrivenByAPage() {
    let page = Page(
      id: "a.b", title: "t\u{1B}[2J", facts: [],
      sections: [Page.Section("S", [.code("c\u{1B}[2J", language: "")])])
    #expect(!PageText(isColored: false).text(page).contains("\u{1B}"))
  }

  @Test func everySecretRuleHasAPage() {
    for rule in SecretRuleSet.builtIn.rules {
      let text = PageText(isColored: false).text(rule.page)
      let canBeAllowed = rule.id != "maintainx-api-key"
      #expect(text.contains("mxgate:allow[\(rule.id)] reason") == canBeAllowed)
      #expect(text.contains(rule.severity.rawValue))
    }
  }
}
