import GateModel
import GateYAML

/// Whether the repository is a library, which others deploy: only where its build file says so.
struct LibraryDetector {
  let files: ProjectFiles

  func library() -> Hosting? { goModule() ?? nodePackage() ?? rubyGem() ?? pythonPackage() }

  private func hosting(_ evidence: Evidence, _ shown: String) -> Hosting {
    Hosting(kind: .library, reason: "is a library: \(shown)", evidence: [evidence])
  }

  private func root(_ name: String) -> TextFile? {
    files.read(files.paths.filter { $0.text == name }).files.first
  }

  /// More Go files than a library of this kind has; beyond, nothing is derived.
  private static let mostGoFiles = 3_000

  /// A Go module none of whose files is `package main`.
  private func goModule() -> Hosting? {
    guard let module = root("go.mod") else { return nil }
    let sources = files.own.filter { $0.fileExtension == "go" }
    guard !sources.isEmpty, sources.count <= Self.mostGoFiles,
      !sources.contains(where: { $0.name == "main.go" })
    else { return nil }
    for path in sources {
      let reading = files.read([path])
      guard let file = reading.files.first else { return nil }
      let package = file.lines.first { $0.hasPrefix("package ") }
      // A generator that `go run` calls is left out of every build.
      let isIgnored = file.lines.prefix(5).contains { $0.hasPrefix("//go:build ignore") }
      if package?.words.dropFirst().first == "main", !isIgnored { return nil }
    }
    return hosting(module.evidence(), "no file is package main")
  }

  /// A package that is published: it says what others import, and nothing starts it.
  private func nodePackage() -> Hosting? {
    guard let file = root("package.json"), let package = document(file) else { return nil }
    let scripts = Set((package["scripts"]?.mapping ?? []).compactMap(\.key.scalar))
    let starts = ["start", "dev", "serve", "deploy", "start:prod"].contains { scripts.contains($0) }
    guard package["private"]?.isTrue != true, package["bin"] == nil, !starts,
      let entry = package["exports"] ?? package["types"] ?? package["typings"],
      package["version"] != nil, package["workspaces"] == nil
    else { return nil }
    return hosting(file.evidence(line: entry.start.line), "it exports, and no script starts it")
  }

  private func rubyGem() -> Hosting? {
    let gemspec = files.paths.first { $0.fileExtension == "gemspec" && $0.parent.bytes.isEmpty }
    guard let gemspec, !files.paths.contains(where: { $0.text == "config.ru" }),
      let file = files.read([gemspec]).files.first, !file.mentions(".executables")
    else { return nil }
    return hosting(file.evidence(), "a gem without programs")
  }

  /// A distribution with a build backend, no scripts and no server among what it needs.
  private func pythonPackage() -> Hosting? {
    guard let file = root("pyproject.toml") else { return nil }
    let project = TOMLReader.document(file.bytes).root
    let servers = ["fastapi", "flask", "django", "uvicorn", "gunicorn", "aiohttp", "starlette"]
    let starts = ["main.py", "app.py", "manage.py", "wsgi.py", "asgi.py", "__main__.py"]
    guard let backend = project["build-system"], let described = project["project"],
      described["classifiers"] != nil || described["urls"] != nil,
      described["scripts"] == nil,
      !(described["dependencies"]?.allScalars ?? []).contains(where: { need in
        servers.contains { need.scalar?.lowercased().hasPrefix($0) == true }
      }),
      !files.own.contains(where: { starts.contains($0.name) })
    else { return nil }
    return hosting(file.evidence(line: backend.start.line), "a distribution without programs")
  }

  private func document(_ file: TextFile) -> YAMLNode? {
    do throws(YAMLError) {
      return try YAMLParser.firstDocument(JSONText.readable(file.bytes), limits: .generated)
    } catch {
      // What cannot be read shows no library; the checks then apply.
      return nil
    }
  }
}
