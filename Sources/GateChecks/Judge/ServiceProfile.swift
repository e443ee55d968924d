package import GateModel
internal import GateRules

/// What is known of the service: what its manifest declares and what its calls show.
package struct ServiceProfile: Sendable {
  /// `service.does`; `nil` where the manifest says nothing.
  package var declared: [DeclaredFact]?
  package var derived: [DerivedFact]
  /// `service.runs`.
  package var kind: ServiceKind?

  package init(
    declared: [DeclaredFact]? = nil, derived: [DerivedFact] = [], kind: ServiceKind? = nil
  ) {
    self.declared = declared
    self.derived = derived
    self.kind = kind
  }

  /// The first of these facts that the code shows.
  func derived(amongst facts: [ServiceFact]) -> DerivedFact? {
    derived.first { $0.answer == .yes && facts.contains($0.fact) }
  }

  /// Why a check does not apply to a service that runs in this way.
  ///
  /// What receives webhooks is neither a library nor a desktop program, whatever is declared.
  func exemptionByKind(of check: CheckDefinition) -> Inapplicability? {
    guard let kind, !check.kinds.isEmpty, !check.kinds.contains(kind) else { return nil }
    if [.library, .desktop].contains(kind), derived(amongst: [.receivesWebhooks]) != nil {
      return nil
    }
    return Inapplicability(reason: "service.runs is \(kind.rawValue)")
  }

  /// Why a check does not apply to what this service does; `nil` where it does or where that is
  /// unclear.
  func exemptionByFacts(of check: CheckDefinition) -> Inapplicability? {
    guard !check.facts.isEmpty, check.facts.allSatisfy({ answer($0) == .no }) else { return nil }
    let shown = derived.filter { $0.answer == .no && check.facts.contains($0.fact) }
    let reason =
      shown.count == check.facts.count
      ? "the code never \(check.facts.map(\.phrase).joined(separator: ", never "))"
      : "service.does names none of \(check.facts.map(\.rawValue).joined(separator: ", "))"
    return Inapplicability(reason: reason, evidence: shown.flatMap(\.evidence))
  }

  /// Where `service.does` and the code disagree, each with its place in the manifest.
  package func disagreements() -> [Diagnostic] {
    guard let declared else { return [] }
    let refuted = declared.filter { fact in
      derived.contains { $0.fact == fact.fact && $0.answer == .no }
    }
    let leftOut = derived.filter { shown in
      shown.answer == .yes && !declared.contains { $0.fact == shown.fact }
    }
    return refuted.map {
      Diagnostic(
        .warning, "service.does names \($0.fact.rawValue), and no code does it", at: $0.location,
        help: "its checks apply as long as it stands there")
    }
      + leftOut.map {
        Diagnostic(
          .warning, "service.does leaves out \($0.fact.rawValue), and the code does it",
          at: $0.evidence.first?.location, help: "add it; its checks apply all the same")
      }
  }

  /// What the code shows outweighs what is declared; a fact that is not among the declared ones is
  /// declared not to hold.
  private func answer(_ fact: ServiceFact) -> DerivedFact.Answer {
    let shown = derived.first { $0.fact == fact }?.answer ?? .unknown
    if shown == .yes { return .yes }
    guard let declared else { return shown }
    return declared.contains { $0.fact == fact } ? .yes : .no
  }
}

extension ServiceFact {
  /// What the service does, in the third person.
  var phrase: String {
    switch self {
    case .lists: "lists records"
    case .polls: "polls"
    case .syncs: "syncs"
    case .receivesWebhooks: "receives webhooks"
    case .creates: "creates records"
    case .updates: "updates records"
    case .scales: "scales"
    }
  }
}
