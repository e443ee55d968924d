internal import GateChecks
internal import GateManifest
package import GateModel
internal import GateRepository
internal import GateRules

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Looks at what the gate needs and at where it is called from: what is wrong, and what mends it.
package struct DoctorRun: Sendable {
  package struct Settings: Sendable {
    package var root: String
    /// Where this mxgate is.
    package var program: String
    package var today: CalendarDay
    /// The value of an environment variable.
    package var variable: @Sendable (String) -> String?

    package init(
      root: String, program: String, today: CalendarDay,
      variable: @escaping @Sendable (String) -> String?
    ) {
      self.root = root
      self.program = program
      self.today = today
      self.variable = variable
    }
  }

  private static let usualKeyVariable = "MAINTAINX_API_KEY"
  /// `rev-list --filter=object:type` came with it.
  private static let oldestGit = [2, 32]

  private let settings: Settings

  package static func checks(_ settings: Settings) async -> [SetupCheck] {
    let run = DoctorRun(settings: settings)
    let tree: Tree
    let git = await run.git()
    do {
      tree = try await Tree.opened(at: settings.root)
    } catch {
      let problem = error.diagnostics.first
      return [
        await run.rules(), git,
        SetupCheck(
          "repository", .wrong, problem?.message ?? "it cannot be opened", remedy: problem?.help),
      ]
    }
    let loaded = run.manifest(of: tree)
    return [
      await run.rules(), git, run.repository(tree), await run.hook(tree), loaded.check,
      run.pipeline(tree), run.key(loaded.manifest),
    ]
  }

  // MARK: What the gate needs

  /// Compiles every rule: Vectorscan, PCRE2 and libyaml do their work, or say what they lack.
  private func rules() async -> SetupCheck {
    do {
      let scan = try ScanSettings(root: settings.root, today: settings.today, toolVersion: "")
        .withRulesOfManifest()
      let rules = try GateRuleSet(ownRules: scan.ownRules)
      let set = SecretRuleSet.builtIn
      _ = try await rules.engine(scan, KnownFindings(of: scan))
      return SetupCheck(
        "rules", .fine,
        "\(rules.checks.definitions.count) checks and \(set.rules.count) secret rules are ready")
    } catch {
      return SetupCheck(
        "rules", .wrong, error.diagnostics.first?.message ?? "they cannot be used",
        remedy: "install mxgate again")
    }
  }

  private func git() async -> SetupCheck {
    do {
      let version = try await GitRunner(in: FilePath(settings.root)).version()
      let numbers = version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }
      let oldest = Self.oldestGit.map(String.init).joined(separator: ".")
      return numbers.lexicographicallyPrecedes(Self.oldestGit)
        ? SetupCheck(
          "git", .wrong, "git \(version) is older than \(oldest)", remedy: "install a newer git")
        : SetupCheck("git", .fine, "git \(version)")
    } catch {
      return SetupCheck(
        "git", .wrong, "git cannot be asked: \(error.words)", remedy: error.nextStep)
    }
  }

  // MARK: The repository

  private func repository(_ tree: Tree) -> SetupCheck {
    guard let git = tree.repository.git else {
      return SetupCheck(
        "repository", .wrong, "this folder is in no git repository", remedy: "git init")
    }
    if git.isShallow {
      return SetupCheck(
        "repository", .advice, "the clone is shallow: its older commits cannot be searched",
        remedy: "git fetch --unshallow")
    }
    return SetupCheck("repository", .fine, "\(tree.list.tracked.count) files are tracked")
  }

  private func hook(_ tree: Tree) async -> SetupCheck {
    guard tree.repository.git != nil else {
      return SetupCheck("hook", .advice, "hooks need a git repository")
    }
    do {
      let (line, runs) = try await HookRun(root: settings.root, program: settings.program)
        .prePushStatus()
      return SetupCheck(
        "hook", runs ? .fine : .wrong, "pre-push: \(line.words)", remedy: line.remedy)
    } catch {
      return SetupCheck(
        "hook", .wrong, error.diagnostics.first?.message ?? "it cannot be looked at",
        remedy: error.diagnostics.first?.help)
    }
  }

  private func manifest(of tree: Tree) -> (check: SetupCheck, manifest: Manifest?) {
    let registry: CheckRegistry
    do { registry = try GateRuleSet.registry(root: settings.root) } catch {
      return (SetupCheck("manifest", .wrong, "the built-in checks cannot be read"), nil)
    }
    let loaded = ManifestLoader(registry: registry, today: settings.today)
      .load(from: tree.files, policyPath: nil)
    guard let path = loaded.path else {
      return (
        SetupCheck("manifest", .wrong, "there is no mxgate.yaml", remedy: "mxgate init"), nil
      )
    }
    if let mistake = loaded.diagnostics.first(where: { $0.severity == .error }) {
      let place = mistake.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
      return (
        SetupCheck("manifest", .wrong, place + mistake.message, remedy: "mxgate check shows all"),
        nil
      )
    }
    let newest = registry.ruleset
    let ruleset = loaded.manifest?.ruleset ?? newest
    if ruleset < newest {
      return (
        SetupCheck(
          "manifest", .advice,
          "\(path) asks for ruleset \(ruleset) of \(newest): newer checks only warn",
          remedy: "set ruleset: \(newest) in \(path)"), loaded.manifest
      )
    }
    return (SetupCheck("manifest", .fine, "\(path) is valid, ruleset \(ruleset)"), loaded.manifest)
  }

  private func pipeline(_ tree: Tree) -> SetupCheck {
    let remedy = "call the gate before the deployment: mxgate check --require-live"
    switch GateCall.search(in: tree.files) {
    case .found(let evidence):
      return SetupCheck(
        "pipeline", .fine, "\(evidence.location.path):\(evidence.location.line) calls the gate")
    case .missing(let count):
      let files = count == 1 ? "the CI file" : "none of \(count) CI files"
      return SetupCheck(
        "pipeline", .wrong,
        count == 1 ? "\(files) does not call the gate" : "\(files) calls the gate",
        remedy: remedy)
    case .noPipeline:
      return SetupCheck("pipeline", .wrong, "the repository has no CI files", remedy: remedy)
    }
  }

  private func key(_ manifest: Manifest?) -> SetupCheck {
    let name = manifest?.maintainx.apiKeyEnv ?? Self.usualKeyVariable
    guard let value = settings.variable(name), !value.isEmpty else {
      return SetupCheck(
        "key", .advice, "\(name) is not set here",
        remedy: "verify and --live-key need it: set it in the deploy job")
    }
    return SetupCheck("key", .fine, "\(name) is set")
  }
}
