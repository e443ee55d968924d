import GateModel
import GateRepository

/// Which files outside of a service's folder say how the service is built, checked or run.
struct SharedFiles {
  /// More than any file that names what it deploys.
  private static let largestFile = 1 << 20
  private static let pipelineScripts = [
    ".github", ".ci", "ci", ".husky", "scripts", "script", "bin",
  ]

  private let folder: RepositoryPath
  private let others: [RepositoryPath]
  private let repository: any FileSource

  init(folder: RepositoryPath, others: [RepositoryPath], repository: any FileSource) {
    self.folder = folder
    self.others = others
    self.repository = repository
  }

  /// Pipelines and hooks do where they speak of no other service, or of this one too; what describes
  /// a deployment does where it names the service's folder.
  func speakOfService(_ path: RepositoryPath) -> Bool {
    let kinds = FileKind.kinds(of: path)
    if !Self.hooks.isDisjoint(with: kinds) { return true }
    if kinds.contains(.pipeline) { return isPipelineOfService(path) }
    if !Self.deployments.isDisjoint(with: kinds) { return isNamed(in: path) }
    guard kinds.contains(.shell) || kinds.contains(.setup) else { return false }
    return Self.pipelineScripts.contains { path.isBelow(RepositoryPath($0)) }
  }

  /// Whether a file describes how something is built or run, so that it must name the service.
  func isDeployment(_ path: RepositoryPath) -> Bool {
    let kinds = FileKind.kinds(of: path)
    return Self.hooks.isDisjoint(with: kinds) && !Self.deployments.isDisjoint(with: kinds)
      && !Self.settings.contains(path.name.lowercased())
  }

  private static let hooks: Set<FileKind> = [.preCommitConfiguration, .gitHook, .lefthook]
  private static let deployments: Set<FileKind> = [
    .dockerfile, .compose, .yaml, .terraform, .toml, .json, .alertJSON, .pipeline,
  ]
  /// Files of these kinds that hold settings of the language's tools, for all below them.
  private static let settings: Set<String> = ["pyproject.toml", "tox.toml", "cargo.toml"]

  private func isPipelineOfService(_ path: RepositoryPath) -> Bool {
    guard let text = text(of: path) else { return true }
    return text.names(folder) || !others.contains { text.namesFolder($0) }
  }

  private func isNamed(in path: RepositoryPath) -> Bool {
    let name = folder.name.lowercased()
    let parts = path.text.lowercased().split(separator: "/").map { $0.prefix { $0 != "." } }
    return parts.contains { $0 == name } || text(of: path)?.names(folder) == true
  }

  /// `nil` where it cannot be read; the detectors say so when they read it.
  private func text(of path: RepositoryPath) -> [UInt8]? {
    do { return try repository.content(of: path, limit: Self.largestFile) } catch { return nil }
  }
}

extension [UInt8] {
  /// Whether a folder's path stands here, and not as part of another one.
  fileprivate func names(_ folder: RepositoryPath) -> Bool {
    occurs(folder.bytes) { $0.map { !$0.isPartOfName } ?? true }
  }

  /// The same where no word is meant: a path of several folders, or one with a slash behind it.
  fileprivate func namesFolder(_ folder: RepositoryPath) -> Bool {
    folder.depth > 1 ? names(folder) : occurs(folder.bytes) { $0 == UInt8(ascii: "/") }
  }

  private func occurs(_ wanted: [UInt8], before isEnd: (UInt8?) -> Bool) -> Bool {
    var start = 0
    while let range = firstRange(of: wanted, from: start) {
      let isStart = range.lowerBound == 0 || !self[range.lowerBound - 1].isPartOfName
      if isStart, isEnd(range.upperBound < count ? self[range.upperBound] : nil) { return true }
      start = range.upperBound
    }
    return false
  }
}

extension UInt8 {
  fileprivate var isPartOfName: Bool {
    switch self {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
