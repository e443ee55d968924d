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

/// Waivers and attestations, written into the manifest that a service has.
package struct ManifestChange {
  private let root: FilePath
  private let path: RepositoryPath
  private let editor: ManifestEditor

  /// - Throws: where there is no manifest, or it has mistakes.
  package init(root: String, today: CalendarDay) async throws(GateError) {
    let tree = try await Tree.opened(at: root)
    let names = ManifestLoader.names.map { RepositoryPath($0) }
    guard let path = names.first(where: tree.files.paths.contains) else {
      let services = ServiceFolders(in: tree.files.paths, manifests: ManifestLoader.names).judged
      throw GateError(
        "there is no mxgate.yaml in \(root)",
        help: services.isEmpty
          ? "mxgate init writes one"
          : "name the service's folder: --path \(services.map(\.text).joined(separator: ", or "))",
        status: .usage)
    }
    self.root = FilePath(root)
    self.path = path
    do {
      let bytes = try tree.files.content(of: path, limit: 1 << 20)
      let decoder = ManifestDecoder(registry: try GateRuleSet.registry(root: root), today: today)
      editor = try ManifestEditor(bytes, path: path, decoder: decoder)
    } catch let error as ManifestEditError {
      throw GateError(error)
    } catch let error as FileError {
      throw GateError("\(path) cannot be read: \(error.message)")
    } catch let error as GateError {
      throw error
    } catch {
      throw GateError("\(error)")
    }
  }

  package func waive(
    _ check: String, reason: String, owner: String, until: CalendarDay, link: String?
  ) throws(GateError) {
    let waiver = Waiver(
      check: CheckID(check), reason: reason, owner: owner, expires: until, link: link,
      location: Location(path: path, line: 1))
    do { try write(try editor.adding(waiver)) } catch { throw Self.gateError(error) }
  }

  package func attest(
    _ check: String, by: String, date: CalendarDay, url: String
  ) throws(GateError) {
    let attestation = Attestation(
      by: by, date: date, url: url, location: Location(path: path, line: 1))
    do {
      try write(try editor.adding(attestation, to: CheckID(check)))
    } catch {
      throw Self.gateError(error)
    }
  }

  private func write(_ bytes: [UInt8]) throws(FileError) {
    try OpenFolder(root).replace(path, with: bytes)
  }

  private static func gateError(_ error: any Error) -> GateError {
    switch error {
    case let error as ManifestEditError: GateError(error)
    case let error as FileError: GateError("\(error.path) cannot be written: \(error.message)")
    default: GateError("\(error)")
    }
  }
}

extension GateError {
  init(_ error: ManifestEditError) {
    let first = error.diagnostics.first { $0.severity == .error }
    let place = first?.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
    let help = first.map { place + $0.message + ($0.help.map { "; \($0)" } ?? "") }
    self.init(error.message, help: help, status: .usage)
  }
}
