internal import GateChecks
internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateRules

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// What `mxgate init` wrote, or would write.
package struct InitOutcome: Sendable {
  package var path: String
  package var text: String
  /// How many checks it claims.
  package var claims: Int
}

/// Drafts a manifest from what the repository shows, or adds what has appeared since.
package enum InitRun {
  private static let path = RepositoryPath("mxgate.yaml")

  package static func run(
    _ settings: CheckSettings, isUpdate: Bool, replaces: Bool, isDryRun: Bool
  ) async throws(GateError) -> InitOutcome {
    var run = try CheckRun(settings)
    run.treatsAsService = true
    let whole = try await Tree.opened(at: settings.scan.root)
    let tree = try whole.outsideOf(
      ServiceFolders(in: whole.files.paths, manifests: ManifestLoader.names).judged)
    let existing = ManifestLoader.names.map { RepositoryPath($0) }
      .first(where: tree.files.paths.contains)
    if let existing, !isUpdate, !replaces, !isDryRun {
      throw GateError(
        "\(existing) is there already",
        help: "mxgate init --update adds what it does not claim yet; --replace writes it anew",
        status: .usage)
    }
    let judged = try await run.judged(tree.withoutManifest())
    let draft = ManifestDraft(
      registry: run.rules.checks, service: service(tree, judged), results: judged.results,
      observations: judged.evidence.observations, today: settings.scan.today)
    let outcome = try text(draft, for: existing, isUpdate: isUpdate, tree, run)
    if !isDryRun { try write(outcome, in: settings.scan.root) }
    return outcome
  }

  private static func text(
    _ draft: ManifestDraft, for existing: RepositoryPath?, isUpdate: Bool, _ tree: Tree,
    _ run: CheckRun
  ) throws(GateError) -> InitOutcome {
    let claims = draft.claims
    guard isUpdate, let existing else {
      return InitOutcome(
        path: (existing ?? path).text, text: draft.text, claims: claims.count)
    }
    do {
      let bytes = try tree.files.content(of: existing, limit: 1 << 20)
      let decoder = ManifestDecoder(
        registry: run.rules.checks, today: run.settings.scan.today)
      let known = Set(decoder.decode(bytes, path: existing).manifest?.claims.keys.map { $0 } ?? [])
      let new = claims.filter { !known.contains($0.key) }
      let editor = try ManifestEditor(bytes, path: existing, decoder: decoder)
      let text = String(decoding: try editor.adding(claims: new), as: UTF8.self)
      return InitOutcome(path: existing.text, text: text, claims: new.count)
    } catch let error as ManifestEditError {
      throw GateError(error)
    } catch let error as FileError {
      throw GateError("\(existing) cannot be read: \(error.message)")
    } catch {
      throw GateError("\(error)")
    }
  }

  private static func service(_ tree: Tree, _ judged: Judged) -> ManifestDraft.Service {
    let hosting = Hosting.derived(from: tree.files)
    let image = judged.evidence.observations[CheckID("deployment.container")]?
      .observations.first { $0.stance != .contradicts }
    let kind =
      hosting.flatMap { hosting in
        hosting.evidence.first.map { (kind: hosting.kind, evidence: $0) }
      } ?? image.map { (kind: ServiceKind.container, evidence: $0.evidence) }
    return ManifestDraft.Service(
      name: FolderName.of(tree.root), kind: kind, facts: judged.evidence.facts,
      apiKeyEnv: APIKeyVariable.commonest(in: tree.files, anchors: judged.swept.anchors))
  }

  private static func write(_ outcome: InitOutcome, in root: String) throws(GateError) {
    do {
      try OpenFolder(FilePath(root)).replace(
        RepositoryPath(outcome.path), with: Array(outcome.text.utf8))
    } catch {
      throw GateError("\(outcome.path) cannot be written: \(error.message)")
    }
  }
}

/// The environment variable that holds the key of the API, by the names that services give it.
enum APIKeyVariable {
  private static let limit = 1 << 20

  static func commonest(
    in files: any FileSource, anchors: [RepositoryPath: Set<String>]
  ) -> String? {
    var counts: [String: Int] = [:]
    for path in anchors.keys.sorted() where !path.name.hasPrefix(".env") {
      // A file that can't be read only costs a guess, which the draft's reader confirms.
      guard let bytes = try? files.content(of: path, limit: limit) else { continue }
      for word in words(in: bytes) where isKeyName(word) { counts[word, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  private static func words(in bytes: [UInt8]) -> [String] {
    bytes.split { byte in
      !((UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte))
    }.filter { $0.count >= 8 }.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func isKeyName(_ word: String) -> Bool {
    (word.hasPrefix("MAINTAINX_") || word.hasPrefix("MX_"))
      && (word.contains("KEY") || word.contains("TOKEN"))
  }
}
