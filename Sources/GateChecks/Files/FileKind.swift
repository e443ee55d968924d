import GateModel

/// What a file is by its place and name; a file may be of several kinds.
enum FileKind: Hashable, Sendable {
  case dockerfile, dockerIgnore, compose
  case preCommitConfiguration, gitHook, lefthook, packageJSON
  /// What developers run to set up their clone: scripts, Makefiles, package files.
  case setup
  case toml, terraform, json
  /// What a CI system is told to run.
  case pipeline
  /// Settings of tests and of their coverage.
  case javaScriptTestSettings, nycSettings, pythonSettings, rubyTestHelper, jvmBuild
  case dotnetProject
  /// Prose: runbooks, READMEs.
  case document
  /// A template of an environment file, which names secrets and holds none.
  case environmentTemplate
  /// Monitors and dashboards kept as JSON.
  case alertJSON
  case makefile, shell, tox, toxTables, nox, taskfile, composer
  /// Any YAML file that is no fixture: read for Kubernetes objects when it mentions one.
  case yaml

  /// The kinds of a file, by its path alone.
  static func kinds(of path: RepositoryPath) -> [FileKind] { kinds(of: path, named: path.name) }

  /// - Parameter written: the path's last component, as its caller has it already.
  static func kinds(of path: RepositoryPath, named written: String) -> [FileKind] {
    let name = written.lowercased()
    if isProgram(name) { return [] }
    var kinds: [FileKind] = []
    if isDockerfile(name) { kinds.append(.dockerfile) }
    if name == ".dockerignore" || name.hasSuffix(".dockerignore") { kinds.append(.dockerIgnore) }
    if name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      kinds.append(isCompose(name) ? .compose : .yaml)
    }
    if name == "makefile" || name == "package.json" || name == "justfile" || name.hasSuffix(".sh") {
      kinds.append(.setup)
    }
    if name.hasSuffix(".toml") { kinds.append(.toml) }
    if name.hasSuffix(".tf") { kinds.append(.terraform) }
    if name.hasSuffix(".json"),
      name.mentions("task") || name.mentions("ecs") || name.mentions("template")
    {
      kinds.append(.json)
    }
    if isPipeline(path, name) { kinds.append(.pipeline) }
    if let kind = byName[name] { kinds.append(kind) }
    // Both hold the settings of tox and of coverage.py.
    if name == "tox.ini" || name == "setup.cfg" { kinds.append(.pythonSettings) }
    if name.hasSuffix(".mk") { kinds.append(.makefile) }
    if name.hasSuffix(".csproj") || name == "directory.build.props" { kinds.append(.dotnetProject) }
    let stem = name.prefix { $0 != "." }
    if ["jest", "vitest", "vite"].contains(stem), name.mentions(".config.") {
      kinds.append(.javaScriptTestSettings)
    }
    if [".md", ".mdx", ".adoc", ".rst"].contains(where: name.hasSuffix) { kinds.append(.document) }
    if isEnvironmentTemplate(name) { kinds.append(.environmentTemplate) }
    if name.hasSuffix(".json"), name.mentions("alert") || name.mentions("monitor") {
      kinds.append(.alertJSON)
    }
    if isShell(path, name) { kinds.append(.shell) }
    return kinds
  }

  private static let byName: [String: FileKind] = [
    ".pre-commit-config.yaml": .preCommitConfiguration,
    ".pre-commit-config.yml": .preCommitConfiguration,
    "lefthook.yml": .lefthook, ".lefthook.yml": .lefthook, "lefthook.yaml": .lefthook,
    ".lefthook.yaml": .lefthook,
    "package.json": .packageJSON, "composer.json": .composer,
    "pre-commit": .gitHook, "pre-push": .gitHook, "pre-commit.sh": .gitHook,
    "pre-push.sh": .gitHook,
    "makefile": .makefile, "gnumakefile": .makefile, "justfile": .makefile, ".justfile": .makefile,
    "tox.ini": .tox, "setup.cfg": .tox, "noxfile.py": .nox, "tox.toml": .toxTables,
    ".nycrc": .nycSettings, ".nycrc.json": .nycSettings, ".c8rc.json": .nycSettings,
    ".c8rc": .nycSettings, ".nycrc.yml": .nycSettings,
    ".coveragerc": .pythonSettings, "pytest.ini": .pythonSettings,
    "pyproject.toml": .pythonSettings,
    "spec_helper.rb": .rubyTestHelper, "test_helper.rb": .rubyTestHelper,
    "rails_helper.rb": .rubyTestHelper, ".simplecov": .rubyTestHelper,
    "pom.xml": .jvmBuild, "build.gradle": .jvmBuild, "build.gradle.kts": .jvmBuild,
    "taskfile.yml": .taskfile, "taskfile.yaml": .taskfile,
  ]

  private static func isPipeline(_ path: RepositoryPath, _ name: String) -> Bool {
    if name.hasPrefix("jenkinsfile") { return true }
    guard name.hasSuffix(".yml") || name.hasSuffix(".yaml") else { return false }
    let folder = path.parent.text
    return folder == ".github/workflows" || folder.hasPrefix(".github/actions")
      || folder == ".circleci" || folder == ".buildkite" || folder == ".woodpecker"
      || folder == ".gitlab" || folder.hasPrefix(".gitlab/ci")
      || folder.isEmpty
        && isNamed(
          name,
          [
            ".travis", ".gitlab-ci", "bitbucket-pipelines", ".drone", ".cirrus", "appveyor",
          ])
      || isNamed(name, ["azure-pipelines", "cloudbuild", ".woodpecker", "buildspec"])
  }

  /// Whether a name is one of some stems with any suffix.
  private static func isNamed(_ name: String, _ stems: [String]) -> Bool {
    stems.contains { name.hasPrefix("\($0).") || name.hasPrefix("\($0)-") }
  }

  /// `.env.tpl`, `.dev.vars.tpl`, `prod.env`: files of variables, a developer's own `.env` included.
  private static func isEnvironmentTemplate(_ name: String) -> Bool {
    name.hasPrefix(".env") || name.hasPrefix(".dev.vars") || name.hasSuffix(".env")
      || name.hasSuffix(".env.tpl") || name.hasSuffix(".env.op")
  }

  /// Shell by its suffix, or an extensionless file of a folder for scripts.
  private static func isShell(_ path: RepositoryPath, _ name: String) -> Bool {
    if name.hasSuffix(".sh") || name.hasSuffix(".bash") { return true }
    let folder = path.parent.name
    return !name.contains(".") && ["bin", "script", "scripts", "ci", ".husky"].contains(folder)
  }

  /// Source code, most of a tree: of no kind, but for a few files that hold settings.
  private static func isProgram(_ name: String) -> Bool {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return false }
    return programExtensions.contains(name[dot...]) && byName[name] == nil
      && !name[..<dot].utf8.contains(UInt8(ascii: "."))
  }

  private static let programExtensions: Set<Substring> = [
    ".py", ".rb", ".go", ".java", ".kt", ".cs", ".php", ".ts", ".tsx", ".js", ".jsx", ".rs",
    ".swift", ".html", ".css", ".svg", ".png", ".txt", ".po", ".sql", ".erb", ".scss",
  ]

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
    "__tests__", "spec", "testdata", "testenv", "integration-test", "integration-tests", "fixtures",
    "__fixtures__", "cassettes", "e2e", "example",
    "examples", "sample", "samples", "site-packages", ".venv", "venv",
  ]

  /// Whether a folder holds vendored code, test data or examples: never evidence.
  static func isSetAside(folder: ArraySlice<UInt8>) -> Bool {
    folder.split(separator: UInt8(ascii: "/")).contains { component in
      setAside.contains(String(decoding: component, as: UTF8.self).lowercased())
    }
  }

  /// Settings of Ruby's tests, which stand among them.
  static func isTestHelper(_ name: String) -> Bool {
    name.hasSuffix("_helper.rb") && byName[name] == .rubyTestHelper
  }
}
