package import GateModel
package import GateRules
internal import GateYAML

/// Turns the text of a manifest into a value, or into one diagnostic for each of its mistakes.
package struct ManifestDecoder {
  package struct Result: Sendable {
    /// `nil` where there is an error.
    package var manifest: Manifest?
    /// In the order of the text.
    package var diagnostics: [Diagnostic]
  }

  let registry: CheckRegistry
  let policy: Policy
  let today: CalendarDay

  /// - Parameters:
  ///   - policy: what the manifest's own `policy:` may only tighten.
  ///   - today: for dates that must not lie in the future, and for the life of waivers.
  package init(registry: CheckRegistry, policy: Policy = .standard, today: CalendarDay) {
    self.registry = registry
    self.policy = policy
    self.today = today
  }

  /// - Parameter path: the manifest's path, relative to the repository.
  package func decode(_ bytes: [UInt8], path: RepositoryPath) -> Result {
    var reader = DiagnosingReader(path: path, bytes: bytes)
    guard let document = reader.onlyDocument(bytes, of: "the manifest") else {
      return Result(manifest: nil, diagnostics: reader.diagnostics)
    }
    let manifest = manifest(document, &reader)
    return Result(
      manifest: reader.hasErrors ? nil : manifest,
      diagnostics: reader.diagnostics.sorted(by: Diagnostic.standsBefore))
  }

  static let sections = CheckDefinitionDecoder.manifestSections
  static let apiVersion = "mxgate/v1"

  private func manifest(_ document: YAMLNode, _ reader: inout DiagnosingReader) -> Manifest {
    let categories = registry.categories
    let entries = reader.entries(
      of: document, keys: Self.sections + categories, in: "the manifest", hints: hints)
    checkVersion(entries["apiVersion"]?.value, document, &reader)
    let policy = entries["policy"].map {
      PolicyDecoder(registry).decode($0.value, over: self.policy, &reader)
    }
    var claims: [CheckID: Claim] = [:]
    for category in categories {
      guard let section = entries[category]?.value else { continue }
      claims.merge(self.claims(section, of: category, &reader)) { first, _ in first }
    }
    return Manifest(
      path: reader.path, ruleset: entries["ruleset"].flatMap { ruleset($0.value, &reader) },
      service: entries["service"].map { ServiceDecoder().service($0.value, &reader) } ?? .init(),
      maintainx: entries["maintainx"].map { ServiceDecoder().connection($0.value, &reader) }
        ?? .init(),
      claims: claims,
      waivers: entries["waivers"].map {
        WaiverDecoder(registry: registry, policy: policy ?? self.policy, today: today)
          .decode($0.value, &reader)
      } ?? [],
      policy: policy ?? self.policy,
      exclusions: entries["scan"].map { exclusions($0.value, &reader) } ?? [])
  }

  private func checkVersion(
    _ node: YAMLNode?, _ document: YAMLNode, _ reader: inout DiagnosingReader
  ) {
    guard let node else {
      guard document.mapping != nil else { return }
      return reader.error(
        "the manifest has no 'apiVersion'", at: document.start,
        help: "add 'apiVersion: \(Self.apiVersion)'")
    }
    _ = reader.choice(node, "apiVersion", among: [Self.apiVersion])
  }

  private func ruleset(_ node: YAMLNode, _ reader: inout DiagnosingReader) -> Int? {
    guard let number = reader.wholeNumber(node, "ruleset") else { return nil }
    guard number >= 1, number <= Double(registry.ruleset) else {
      reader.error(
        "there is no ruleset \(reader.shown(node))", at: node,
        help: "this build knows 1 to \(registry.ruleset)")
      return nil
    }
    return Int(number)
  }

  private func claims(
    _ node: YAMLNode, of category: String, _ reader: inout DiagnosingReader
  ) -> [CheckID: Claim] {
    let checks = registry.definitions.filter { $0.id.category == category }
    let entries = reader.entries(
      of: node, keys: checks.map(\.id.name), in: "'\(category)'", hints: hints)
    var claims: [CheckID: Claim] = [:]
    for check in checks {
      guard let entry = entries[check.id.name] else { continue }
      claims[check.id] = ClaimDecoder(check: check, today: today).decode(entry, &reader)
    }
    return claims
  }

  private func exclusions(
    _ node: YAMLNode, _ reader: inout DiagnosingReader
  ) -> [Manifest.Exclusion] {
    let settings = reader.values(of: node, keys: ["exclude", "rules"], in: "'scan'")
    // Whoever scans has read it before the manifest was decoded.
    if let rules = settings["rules"] { _ = reader.path(rules, "rules") }
    guard let list = settings["exclude"] else { return [] }
    var exclusions: [Manifest.Exclusion] = []
    for item in reader.list(list, "exclude") {
      let values = reader.values(of: item, keys: ["path", "reason"], in: "an exclusion")
      reader.requireKeys(["path", "reason"], of: values, in: "an exclusion", at: item)
      let path = values["path"].flatMap { reader.path($0, "path") }
      let reason = values["reason"].flatMap { reader.text($0, "reason") }
      if let path, let reason {
        exclusions.append(.init(path: path, reason: reason, location: reader.location(of: item)))
      }
    }
    return exclusions
  }

  /// For the name of a check that stands in the wrong place.
  private var hints: [String: String] {
    Dictionary(
      registry.definitions.map { ($0.id.name, "it belongs under '\($0.id.category)'") },
      uniquingKeysWith: { first, _ in first })
  }
}
