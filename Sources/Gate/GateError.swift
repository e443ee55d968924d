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
  package var diagnostic: Diagnostic
  package var status: ExitStatus

  package init(_ message: String, help: String? = nil, status: ExitStatus = .couldNotCheck) {
    diagnostic = Diagnostic(.error, message, help: help)
    self.status = status
  }

  init(_ error: GitError) {
    self.init(
      error.words.isEmpty ? "\(error.command) failed" : "\(error.command): \(error.words)",
      help: error.nextStep.isEmpty ? nil : error.nextStep)
  }
}

extension Repository {
  static func opened(at root: FilePath) async throws(GateError) -> Repository {
    do { return try await open(at: root) } catch { throw GateError(error) }
  }

  func listed(_ scope: Scope) async throws(GateError) -> FileList {
    do { return try await files(scope) } catch { throw GateError(error) }
  }
}

extension SecretEngine {
  static func builtIn(_ options: ScanOptions) throws(GateError) -> SecretEngine {
    do {
      return try SecretEngine(rules: SecretRuleSet.builtIn.rules, options: options)
    } catch {
      throw GateError("the secret rules cannot be compiled: \(error.message)")
    }
  }
}
