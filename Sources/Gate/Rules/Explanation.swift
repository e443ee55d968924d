internal import GateManifest
package import GateModel
internal import GateRules

/// The pages of the checks and the secret rules, and the manifest's schema.
package enum Explanation {
  /// The page of a check or of a secret rule.
  ///
  /// - Parameters:
  ///   - root: the repository whose language the fix is shown in.
  ///   - ownRules: the folder with a team's own rules.
  package static func page(of id: String, root: String, ownRules: String?) async throws(GateError)
    -> Page
  {
    let registry = try GateRuleSet.registry(ownRules: ownRules, root: root)
    if let check = registry[CheckID(id)] {
      // A folder that can't be read only costs the choice of a language.
      let paths = (try? await Tree.opened(at: root))?.files.paths ?? []
      return check.page(language: DominantLanguage.of(paths))
    }
    let rules = try RuleCatalogue.secretRules(
      withExamples: false,
      ownRules: OwnRules.folder(named: ownRules, orByManifestIn: root)
    ).rules
    if let rule = rules.first(where: { $0.id == id }) { return rule.page }
    let known = registry.definitions.map(\.id.rawValue) + rules.map(\.id)
    throw GateError(
      "there is no check or rule '\(id)'",
      help: Spelling.nearest(to: id, among: known).map { "did you mean '\($0)'?" }
        ?? "mxgate rules list shows them all",
      status: .usage)
  }

  /// A JSON Schema (2020-12) of the manifest.
  ///
  /// - Parameter ownRules: the folder with a team's own rules.
  package static func schema(ownRules: String?) throws(GateError) -> String {
    ManifestSchema(try GateRuleSet.registry(ownRules: ownRules, root: ".")).text
  }
}
