internal import GateChecks
internal import GateManifest
internal import GateModel
internal import GateRepository
internal import GateScan

#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// A run over a tree with several services: each folder with a manifest is judged by itself, and the
/// secrets of the whole tree once.
struct ServicesRun {
  private let root: CheckRun
  private let tree: Tree
  private let folders: [RepositoryPath]

  init(_ root: CheckRun, _ tree: Tree, _ folders: [RepositoryPath]) throws(GateError) {
    guard root.settings.live.isEmpty else {
      throw GateError(
        "what was seen live is of one service, and \(tree.root) has \(folders.count)",
        help: "name its folder: mxgate check \(folders[0])", status: .usage)
    }
    self.root = root
    self.tree = tree
    self.folders = folders
  }

  func judge(into report: inout Report) async throws(GateError) {
    var root = root
    try await root.takePolicies(of: tree)
    var apart: [RepositoryPath] = []
    for folder in folders where try root.asked.hasFilesOfItsOwn(folder) { apart.append(folder) }
    let swept = try await root.swept(tree.outsideOf(apart))
    try await judgeRest(root, part(RepositoryPath(""), swept, apart), &report)
    report.commit = tree.repository.git?.head?.text
    report.counts = swept.counts
    for folder in folders {
      report.services.append(
        await judged(folder, part(folder, swept, apart), root, of: report))
    }
    let namesakes = namesakes(in: report)
    report.diagnostics += namesakes
    if !namesakes.isEmpty { report.exitStatus = .usage }
  }

  /// Judges what belongs to none of the folders: a service as well, where a manifest says so.
  private func judgeRest(
    _ root: CheckRun, _ part: ServicePart, _ report: inout Report
  ) async throws(GateError) {
    var rest = root
    rest.part = part
    let tree = try tree.outsideOf(folders)
    if ManifestLoader.hasManifest(tree.files) {
      return try await rest.judge(tree, into: &report)
    }
    report.prefix = tree.repository.git?.prefix ?? report.prefix
    report.policySource = root.base?.source
    report.isPartial = root.isPartial
    report.findings = part.swept?.findings ?? []
    report.diagnostics += root.differences + (part.swept?.diagnostics ?? [])
    report.diagnostics += (part.swept?.unsearched ?? []).map {
      Exclusions.applied([], toUnsearched: $0)
    }
    if let against = root.settings.against {
      try await BaseComparison(run: rest, revision: against).apply(to: &report, of: tree)
    }
    root.settings.override?.apply(to: &report)
  }

  private func part(
    _ folder: RepositoryPath, _ swept: SweepResult, _ apart: [RepositoryPath]
  ) -> ServicePart {
    let others = folders.filter { $0 != folder && $0.isBelow(folder) }
    return ServicePart(
      folder: folder, others: others.map { $0.below(folder) },
      swept: apart.contains(folder) ? nil : swept.part(in: folder, outsideOf: others))
  }

  private func judged(
    _ folder: RepositoryPath, _ part: ServicePart, _ root: CheckRun, of report: Report
  ) async -> Report {
    let settings = root.asked.forService(in: folder)
    let service = await CheckRun.report(settings) { report throws(GateError) in
      var run = try CheckRun(settings, partOf: part.swept == nil ? nil : root)
      run.part = part
      run.repository = root.repository
      let tree = try await Tree.opened(at: settings.scan.root)
      try await run.judge(tree.outsideOf(part.others), into: &report)
    }
    return service.moved(into: folder, of: report)
  }

  private func namesakes(in report: Report) -> [Diagnostic] {
    let named = Dictionary(grouping: report.all.filter { $0.service != nil }) { $0.service ?? "" }
    return named.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { name, services in
      let places = services.compactMap(\.manifest)
      return Diagnostic(
        .error,
        "two services have the name \(name): \(places.map(\.text).joined(separator: " and "))",
        at: places.last.map { Location(path: $0, line: 1) },
        help: "give each service.name a name of its own")
    }
  }
}

extension CheckSettings {
  /// Whether a service brings a baseline, rules or another tool's settings, which count for its folder.
  func hasFilesOfItsOwn(_ folder: RepositoryPath) throws(GateError) -> Bool {
    let settings = forService(in: folder).withRulesOfManifest()
    if settings.scan.rulesFolder != scan.rulesFolder { return true }
    let path = FilePath(settings.scan.root)
    do {
      let own = try OpenFolder(path)
      return try KnownFindings.paths.contains { try own.kind(of: $0) != nil }
    } catch {
      throw GateError("\(path) cannot be read: \(error)")
    }
  }

  /// The same for a service in a folder below the root.
  func forService(in folder: RepositoryPath) -> CheckSettings {
    var settings = self
    settings.scan.root = FilePath(scan.root).appending(folder.text).string
    if let acceptance, let saved = acceptance.saved.services.first(where: { $0.place == folder }) {
      settings.acceptance?.saved = saved.counted(from: folder)
    }
    return settings
  }
}

extension Report {
  /// A service's saved report as a run over its folder alone would have made it.
  fileprivate func counted(from folder: RepositoryPath) -> Report {
    var report = self
    report.prefix = prefix.appending(folder.bytes)
    return report
  }
}
