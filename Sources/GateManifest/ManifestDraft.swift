package import GateModel
package import GateRules

/// Writes the first manifest of a service: it claims only what was found, names the evidence of each
/// claim, and leaves the rest as commented lines that say what is missing.
package struct ManifestDraft {
  /// What is known of the service besides its checks.
  package struct Service: Sendable {
    /// The repository's or folder's name, where nothing better is known.
    package var name: String
    package var owner: String?
    /// How it runs, and what shows that.
    package var kind: (kind: ServiceKind, evidence: Evidence)?
    package var facts: [DerivedFact]
    /// The environment variable that the code reads the key from.
    package var apiKeyEnv: String?

    package init(
      name: String, owner: String? = nil,
      kind: (kind: ServiceKind, evidence: Evidence)? = nil, facts: [DerivedFact] = [],
      apiKeyEnv: String? = nil
    ) {
      self.name = name
      self.owner = owner
      self.kind = kind
      self.facts = facts
      self.apiKeyEnv = apiKeyEnv
    }
  }

  private let registry: CheckRegistry
  private let service: Service
  private let results: [CheckID: CheckResult]
  private let observations: [CheckID: CheckObservations]
  private let today: CalendarDay

  /// - Parameters:
  ///   - results: judged without a manifest.
  ///   - observations: for the values that claims are drafted with.
  package init(
    registry: CheckRegistry, service: Service, results: [CheckResult],
    observations: [CheckID: CheckObservations], today: CalendarDay
  ) {
    self.registry = registry
    self.service = service
    self.results = Dictionary(results.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.observations = observations
    self.today = today
  }

  // MARK: The whole

  package var text: String {
    let sections = registry.categories.map(category).filter { !$0.isEmpty }
    let blocks = [head, serviceLines, connectionLines] + sections + [exempt].filter { !$0.isEmpty }
    return blocks.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  /// The claims that were found, each as it stands behind the check's name: what `init --update`
  /// adds to a manifest that exists.
  package var claims: [CheckID: String] {
    registry.definitions.reduce(into: [:]) { claims, check in
      if results[check.id]?.verdict == .undeclared { claims[check.id] = claim(of: check) }
    }
  }

  private var head: [String] {
    [
      "# What this service claims about its MaintainX integration. mxgate holds each claim against",
      "# the repository. A claim below was found where its comment says. A commented line was not",
      "# found: do it, then remove the '# '. `mxgate explain CHECK` says how each is judged.",
      "apiVersion: \(ManifestDecoder.apiVersion)",
      "ruleset: \(registry.ruleset)",
    ]
  }

  private var serviceLines: [String] {
    var lines = ["service:"]
    lines.append("  name: \(YAMLText.string(service.name))")
    lines.append(
      service.owner.map { "  owner: \(YAMLText.string($0))" } ?? "  # owner: the team to call")
    if let (kind, evidence) = service.kind {
      lines.append("  runs: \(kind.rawValue)  # \(Self.place(evidence))")
    } else {
      lines.append("  # runs: \(ServiceKind.allCases.map(\.rawValue).joined(separator: " | "))")
    }
    lines.append(contentsOf: factLines)
    lines.append("  # url: https://...  `mxgate verify` asks it after a deployment")
    return lines
  }

  /// What the service does is declared only where no question is left: a fact that is not among the
  /// declared ones counts as declared not to hold.
  private var factLines: [String] {
    let shown = service.facts.filter { $0.answer == .yes }
    let unclear = ServiceFact.allCases.filter { fact in
      service.facts.first { $0.fact == fact }?.answer ?? .unknown == .unknown
    }
    let list = "does: [\(shown.map(\.fact.rawValue).joined(separator: ", "))]"
    let places = shown.compactMap { fact in
      fact.evidence.first.map { "\(fact.fact.rawValue) at \(Self.place($0))" }
    }
    let comment = places.isEmpty ? [] : ["  # \(places.joined(separator: ", "))"]
    guard !unclear.isEmpty else { return comment + ["  \(list)"] }
    let question = unclear.map(\.rawValue).joined(separator: ", ")
    return comment + ["  # \(list)  unclear: \(question); complete the list, then remove the '# '"]
  }

  private var connectionLines: [String] {
    let variable = service.apiKeyEnv ?? "MAINTAINX_API_KEY"
    return [
      "maintainx:",
      "  baseURL: https://api.getmaintainx.com/v1",
      "  # access: read  where `mxgate verify` must create nothing",
      service.apiKeyEnv == nil ? "  # apiKeyEnv: \(variable)" : "  apiKeyEnv: \(variable)",
    ]
  }

  // MARK: Checks

  private func category(_ category: String) -> [String] {
    let checks = registry.definitions.filter {
      $0.id.category == category && $0.takesClaim && results[$0.id]?.verdict != .notApplicable
    }
    guard !checks.isEmpty else { return [] }
    let isClaimed = checks.contains { results[$0.id]?.verdict == .undeclared }
    return ["\(isClaimed ? "" : "# ")\(category):"] + checks.flatMap(lines)
  }

  private func lines(for check: CheckDefinition) -> [String] {
    guard let result = results[check.id] else { return missing(check, because: "not judged") }
    guard result.verdict == .undeclared else {
      let nearest = result.nearest.first.map { "; nearest: \(Self.place($0))" } ?? ""
      return missing(check, because: result.reason + nearest)
    }
    let more = result.evidence.count > 1 ? " and \(result.evidence.count - 1) more" : ""
    let place = result.evidence.first.map { "  # \(Self.place($0))\(more)" } ?? ""
    return ["  \(check.id.name): \(claim(of: check))\(place)"]
  }

  private func missing(_ check: CheckDefinition, because reason: String) -> [String] {
    [
      "  # \(check.priority.rawValue): \(Self.oneLine(check.title)): \(Self.oneLine(reason))",
      "  # \(check.id.name): \(check.claim.example)",
    ]
  }

  /// A claim with the values that were measured, where a manifest may hold them.
  private func claim(of check: CheckDefinition) -> String {
    let proofs = observations[check.id]?.observations.filter { $0.stance == .proves } ?? []
    let claim = check.claim.text(values: check.claim.agreedValues(of: proofs))
    let trial =
      "apiVersion: \(ManifestDecoder.apiVersion)\n\(check.id.category): { \(check.id.name): \(claim) }\n"
    let decoder = ManifestDecoder(registry: registry, today: today)
    let isAccepted =
      decoder.decode(Array(trial.utf8), path: RepositoryPath("mxgate.yaml")).manifest != nil
    return isAccepted ? claim : "true"
  }

  private var exempt: [String] {
    let lines = registry.definitions.compactMap { check -> String? in
      guard let result = results[check.id], result.verdict == .notApplicable else { return nil }
      return "#   \(check.id): \(Self.oneLine(result.reason))"
    }
    return lines.isEmpty ? [] : ["# Does not apply, as far as the repository shows:"] + lines
  }

  // MARK: Comments

  private static func place(_ evidence: Evidence) -> String {
    oneLine("\(evidence.location.path.text):\(evidence.location.line)")
  }

  /// Text from the repository as part of a comment: whatever ends a line or is not printed becomes
  /// a space.
  private static func oneLine(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          switch scalar.properties.generalCategory {
          case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
            .unassigned:
            " "
          default: scalar
          }
        }))
  }
}
