internal import GateModel

/// The paths on which ignore rules are tried: a rule may hold at the top alone, or be taken back below.
struct IgnoreProbes: Sendable {
  let paths: [RepositoryPath]
  let foldersTried: Int
  /// Folders beyond the limit, in which nothing was tried.
  let foldersLeftOut: Int
  /// For each path the entry that it stands for.
  private let entryIndices: [Int]
  private let entryCount: Int

  /// 5,000 folders with two required entries take git 50 ms.
  private static let folderLimit = 5000
  /// Rules must hold for folders that are still to come.
  private static let imaginary = RepositoryPath("any-folder")

  /// Required entries are tried in every folder that holds files, the upper ones first; advice at the
  /// top, in a folder that is not there, and where a folder has rules of its own.
  init(for entries: [IgnoreEntry], in files: FileList) {
    var found: Set<RepositoryPath> = []
    for entry in files.entries {
      var folder = entry.path.parent
      while !folder.bytes.isEmpty, found.insert(folder).inserted { folder = folder.parent }
    }
    let folders = found.sorted { ($0.depth, $0) < ($1.depth, $1) }
    let isTaken = files.entries.contains { $0.path == Self.imaginary }
    let always = [RepositoryPath("")] + (isTaken ? [] : [Self.imaginary])
    let holders = always + files.entries.map(\.path).filter(\.holdsIgnoreRules).map(\.parent)
    let all = always + folders.prefix(Self.folderLimit)

    var probes: [(entry: Int, path: RepositoryPath)] = []
    for (index, entry) in entries.enumerated() {
      for folder in entry.isRequired ? all : holders {
        for name in entry.probes { probes.append((index, folder.appending(Array(name.utf8)))) }
      }
    }
    paths = probes.map(\.path)
    entryIndices = probes.map(\.entry)
    entryCount = entries.count
    foldersTried = all.count
    foldersLeftOut = max(0, folders.count - Self.folderLimit)
  }

  /// For each entry the worst that the rules, one for each path, do to it.
  func states(decidedBy rules: [IgnoreRule?]) -> [IgnoreAudit.State] {
    decisions(rules).map(IgnoreAudit.State.worst(of:))
  }

  /// For each entry on how many of its paths it is not ignored.
  func openCounts(decidedBy rules: [IgnoreRule?]) -> [Int] {
    decisions(rules).map { states in states.count { !$0.isIgnored } }
  }

  private func decisions(_ rules: [IgnoreRule?]) -> [[IgnoreAudit.State]] {
    var states = Array(repeating: [IgnoreAudit.State](), count: entryCount)
    for (index, rule) in rules.enumerated() {
      states[entryIndices[index]].append(IgnoreAudit.State(of: paths[index], decidedBy: rule))
    }
    return states
  }
}

extension RepositoryPath {
  fileprivate var depth: Int { bytes.count { $0 == UInt8(ascii: "/") } }
}
