import GateManifest
import GateModel
import GateRules
import Testing

@Suite struct ManifestDraftTests {
  let registry: CheckRegistry
  init() throws { registry = try ManifestSamples.registry.get() }

  private func evidence(_ path: String = "src/client.ts", _ line: Int = 12) -> Evidence {
    Evidence(location: Location(path: RepositoryPath(path), line: line), excerpt: "…")
  }

  private func result(
    _ id: String, _ verdict: Verdict, _ reason: String = "there is no sign of it",
    evidence: [Evidence] = [], nearest: [Evidence] = []
  ) -> CheckResult {
    CheckResult(
      id: CheckID(id), priority: .p0, verdict: verdict, title: "t", reason: reason,
      evidence: evidence, nearest: nearest)
  }

  private func draft(
    _ service: ManifestDraft.Service, _ results: [CheckResult] = [],
    facts: [String: FactValue] = [:], of check: String = "errors.timeout"
  ) -> ManifestDraft {
    let seen = CheckObservations(observations: [Observation(.proves, evidence(), facts: facts)])
    return ManifestDraft(
      registry: registry, service: service, results: results,
      observations: [CheckID(check): seen], today: ManifestSamples.today)
  }

  private func decode(_ text: String) throws -> Manifest {
    let result = try ManifestSamples.decode(text)
    #expect(result.diagnostics.isEmpty, "\(result.diagnostics)\n\(text)")
    return try #require(result.manifest)
  }

  @Test func claimsOnlyWhatWasFoundAndNamesIt() throws {
    let draft = draft(
      .init(name: "due-dates", owner: "team"),
      [
        result("errors.timeout", .undeclared, evidence: [evidence(), evidence("src/b.ts", 3)]),
        result("errors.retry", .missing, nearest: [evidence("src/c.ts", 7)]),
        result("errors.retryAfter", .contradicted),
        result("data.pagination", .notApplicable, "the code never lists"),
      ], facts: ["timeout": .duration(30), "unknown": .flag(true)])
    let manifest = try decode(draft.text)
    #expect(manifest.service.name == "due-dates")
    #expect(Set(manifest.claims.keys) == [CheckID("errors.timeout")])
    #expect(draft.claims == [CheckID("errors.timeout"): "30s"])
    let lines = draft.text.split(separator: "\n").map(String.init)
    #expect(lines.contains("  timeout: 30s  # src/client.ts:12 and 1 more"))
    #expect(
      lines.contains {
        $0.hasPrefix("  # P0: Calls are retried") && $0.hasSuffix("; nearest: src/c.ts:7")
      })
    #expect(lines.contains("#   data.pagination: the code never lists"))
    #expect(!lines.contains { $0.contains("pagination: true") })
  }

  @Test func whatItCommentsOutIsAcceptedOnceUncommented() throws {
    let text = draft(.init(name: "s")).text
    let names = Set(registry.definitions.map(\.id.name))
    let uncommented = text.split(separator: "\n").map(String.init).map { line -> String in
      let bare = line.firstRange(of: "# ").map { line[..<$0.lowerBound] + line[$0.upperBound...] }
      let key = String((bare ?? "").drop { $0 == " " }.prefix { $0 != ":" })
      let isClaim = line.hasPrefix("  # ") && names.contains(key)
      let isCategory = line.hasPrefix("# ") && registry.categories.contains(key)
      return isClaim || isCategory ? String(bare ?? "") : line
    }
    let manifest = try decode(uncommented.joined(separator: "\n") + "\n")
    let claimable = registry.definitions.filter(\.takesClaim).map(\.id)
    #expect(Set(manifest.claims.keys) == Set(claimable))
  }

  @Test func factsAreDeclaredOnlyWhereNoQuestionIsLeft() throws {
    func facts(_ other: DerivedFact.Answer) -> [DerivedFact] {
      ServiceFact.allCases.map { fact in
        DerivedFact(fact, fact == .updates ? .yes : other, evidence: [evidence()])
      }
    }
    let settled = try decode(draft(.init(name: "s", facts: facts(.no))).text)
    #expect(settled.service.does?.map(\.fact) == [.updates])
    let unclear = draft(.init(name: "s", facts: facts(.unknown))).text
    #expect(try decode(unclear).service.does == nil)
    #expect(unclear.contains("# does: [updates]  unclear: lists, polls"))
  }

  @Test func aValueThatNoManifestMayHoldIsLeftOut() throws {
    let odd = draft(
      .init(name: "s"), [result("performance.pageSize", .undeclared, evidence: [evidence()])],
      facts: ["size": .number(500)], of: "performance.pageSize")
    #expect(odd.claims[CheckID("performance.pageSize")] == "true")
    _ = try decode(odd.text)
  }

  @Test(arguments: ["on", "123", "a: b", "größe", "line\nend", "\"quoted\" \\ #", "- x", "{}", "'"])
  func anyNameIsWrittenSoThatItReadsBack(name: String) throws {
    let service = ManifestDraft.Service(
      name: name, owner: name, kind: (.container, evidence("a\nb: {}\u{2028}c", 1)))
    let hostile = result("errors.retry", .missing, "\(name)\r\n\u{85}x: y")
    let manifest = try decode(draft(service, [hostile]).text)
    #expect(manifest.service.name == name)
    #expect(manifest.service.owner == name)
    #expect(manifest.service.runs == .container)
  }
}
