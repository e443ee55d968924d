internal import GateMatching
package import GateModel
internal import GateRepository
internal import GateRules
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// Why a run could not be done. Becomes a diagnostic, and an exit status that is no pass.
package struct GateError: Error, Sendable {
  /// All that is wrong, never empty.
  package var diagnostics: [Diagnostic]
  package var status: ExitStatus

  package init(_ message: String, help: String? = nil, status: ExitStatus = .couldNotCheck) {
    self.init([Diagnostic(.error, message, help: help)], status: status)
  }

  init(_ diagnostic: Diagnostic, status: ExitStatus) {
    self.init([diagnostic], status: status)
  }

  init(_ diagnostics: [Diagnostic], status: ExitStatus) {
    self.diagnostics = diagnostics
    self.status = status
  }

  init(_ error: GitError) {
    self.init(
      error.words.isEmpty ? "\(error.command) failed" : "\(error.command): \(error.words)",
      help: error.nextStep.isEmpty ? nil : error.nextStep)
  }
}

extension GateError {
  init(_ error: RuleFileError) {
    self.init("a built-in rule has mistakes", help: error.diagnostics.first?.message)
  }
}

extension Repository {
  static func opened(
    at root: FilePath, for caller: GitRunner.Caller = .user
  ) async throws(GateError) -> Repository {
    do { return try await open(at: root, for: caller) } catch { throw GateError(error) }
  }

  func listed(_ scope: Scope) async throws(GateError) -> FileList {
    do { return try await files(scope) } catch { throw GateError(error) }
  }
}

extension SecretEngine {
  /// The built-in rules and a team's own, compiled, and the literals of the evidence beside them.
  ///
  /// - Parameter known: gives the salt of fingerprints, and another tool's rules and allowlists.
  static func made(
    for settings: ScanSettings, _ known: KnownFindings,
    anchors: [(tag: String, literals: [Literal])] = []
  ) async throws(GateError) -> SecretEngine {
    var set = SecretRuleSet.builtIn
    // A rule that can't be read would be a secret that is never found.
    guard set.diagnostics.isEmpty else {
      throw GateError(RuleFileError(diagnostics: set.diagnostics))
    }
    for file in try settings.ownRules?.files(in: "secrets") ?? [] {
      set.add(file.bytes, from: file.path)
    }
    guard set.diagnostics.isEmpty else { throw GateError(set.diagnostics, status: .usage) }
    var options = settings.options(salt: known.salt)
    options.allowlists = known.gitleaks?.allowlists ?? []
    let rules = set.rules + (known.gitleaks?.rules ?? [])
    do {
      return try SecretEngine(rules: rules, options: options, anchors: anchors)
    } catch {
      throw GateError("the secret rules cannot be compiled: \(error.message)")
    }
  }
}

extension ScanSettings {
  /// - Parameter salt: what fingerprints are made with.
  func options(salt: [UInt8]) -> ScanOptions {
    ScanOptions(
      today: today, salt: salt, showsSecrets: showsSecrets, honoursInlineAllow: honoursInlineAllow,
      opensArchives: opensArchives)
  }
}
