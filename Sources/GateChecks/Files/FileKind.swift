import GateModel

/// What a file is by its place and name; a file may be of several kinds.
enum FileKind: Hashable, Sendable {
  case dockerfile, dockerIgnore, compose
  case preCommitConfiguration, gitHook, lefthook, packageJSON
  /// What developers run to set up their clone: scripts, Makefiles, package files.
  case setup
  /// Any YAML file that is no fixture: read for Kubernetes objects when it mentions one.
  case yaml

  /// The kinds of a file, by its path alone.
  static func kinds(of path: RepositoryPath) -> [FileKind] {
    let name = path.name.lowercased()
    var kinds: [FileKind] = []
    if isDockerfile(name) { kinds.append(.dockerfile) }
    if name == ".dockerignore" || name.hasSuffix(".dockerignore") { kinds.append(.dockerIgnore) }
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      kinds.append(isCompose(name) ? .compose : .yaml)
    }
    if name == "makefile" || name == "package.json" || name == "justfile" || name.hasSuffix(".sh") {
      kinds.append(.setup)
    }
    switch name {
    case ".pre-commit-config.yaml", ".pre-commit-config.yml": kinds.append(.preCommitConfiguration)
    case "lefthook.yml", ".lefthook.yml", "lefthook.yaml", ".lefthook.yaml":
      kinds.append(.lefthook)
    case "package.json": kinds.append(.packageJSON)
    case "pre-commit", "pre-push", "pre-commit.sh", "pre-push.sh": kinds.append(.gitHook)
    default: break
    }
    return kinds
  }

  private static func isDockerfile(_ name: String) -> Bool {
    if name.hasSuffix(".dockerignore") { return false }
    let stem = name.prefix { $0 != "." && $0 != "-" && $0 != "_" }
    return stem == "dockerfile" || stem == "containerfile" || name.hasSuffix(".dockerfile")
      || name.hasSuffix(".containerfile")
  }

  private static func isCompose(_ name: String) -> Bool {
    let stem = name.prefix { $0 != "." }
    return stem == "compose" || stem.hasPrefix("docker-compose") || stem.hasSuffix("-compose")
      || stem.hasPrefix("compose-")
  }

  /// Folders whose files say nothing of how the service itself is built, checked or run.
  private static let setAside: Set<String> = [
    "node_modules", "vendor", "third_party", ".yarn", ".devcontainer", "test", "tests",
    "__tests__", "spec", "testdata", "fixtures", "__fixtures__", "cassettes", "e2e", "example",
    "examples", "sample", "samples", "site-packages", ".venv", "venv",
  ]

  /// Whether a path lies in vendored code, test data or examples: never evidence.
  static func isSetAside(_ path: RepositoryPath) -> Bool {
    path.parent.text.split(separator: "/").contains { setAside.contains($0.lowercased()) }
  }
}
