package import GateModel
package import GateYAML

/// One check, as its file in `rules/checks/` describes it.
package struct CheckDefinition: Sendable {
  /// Who decides.
  package enum Decider: String, CaseIterable, Sendable {
    /// The manifest claims, and evidence proves.
    case claim
    /// The repository alone; the check takes no claim.
    case repository
    /// A request to the running service or to the API; the check takes no claim.
    case live
  }
  /// When a check that the repository decides is met.
  package enum Condition: String, CaseIterable, Sendable {
    /// When something proves it.
    case proved
    /// When files were looked at and nothing contradicts it.
    case nothingContradicts
  }
  /// A priority that rises when an observation carries a fact.
  package struct Raise: Sendable {
    package var fact: String
    package var priority: Priority
    /// The case in words: "it is the API key".
    package var when: String
  }

  /// Whose check it is.
  package enum Origin: Sendable { case builtIn, team }

  package var id: CheckID
  /// The file that describes it.
  package var file: RepositoryPath
  package var origin: Origin
  package var title: String
  /// The row of the published checklist's table that names it, or `beyond the seed`.
  package var row: String
  package var priority: Priority
  package var raise: Raise?
  /// The first ruleset that has it.
  package var since: Int
  /// What goes wrong without it.
  package var why: String
  /// What counts as proof, and what does not.
  package var judged: String
  package var fix: CheckFix
  package var fixes: [FixLanguage: CheckFix]
  /// It applies where one of these facts holds; always, where there are none.
  package var facts: [ServiceFact]
  /// It applies to services that run in one of these ways; to all, where there are none.
  package var kinds: [ServiceKind]
  package var proof: Set<ProofKind>
  package var decider: Decider
  package var condition: Condition
  /// Days for which an attestation counts; `nil` where none is taken.
  package var attestationDays: Int?
  package var claim: ClaimForm
  /// The command that does the fix, where there is one: `mxgate fix`.
  package var command: String?
  /// What the detectors look for, in their own words.
  package var evidence: YAMLNode?
  /// What a team's own files add to it.
  package var addedEvidence: [EvidenceAddition] = []

  /// The fix for a language, or the default.
  package func fix(for language: FixLanguage?) -> CheckFix {
    language.flatMap { fixes[$0] } ?? fix
  }
  /// Whether a manifest may say anything about it but a waiver.
  package var takesClaim: Bool { decider == .claim }
}

/// What a manifest may claim about a check.
package struct ClaimForm: Sendable {
  /// The field that a value without a mapping stands for: `timeout: 30s`.
  package var main: ClaimField?
  package var fields: [ClaimField]
  /// A claim as a manifest writes it; empty where none is taken.
  package var example: String

  package subscript(name: String) -> ClaimField? { fields.first { $0.name == name } }
}
