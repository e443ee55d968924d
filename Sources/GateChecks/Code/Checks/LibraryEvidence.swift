import GateModel
import GateYAML

/// Tells a library from a service: something that other programs build on and nobody deploys.
struct LibraryEvidence {
  private let library: SourceLibrary
  private let dependencies: Dependencies

  init(_ library: SourceLibrary, dependencies: Dependencies) {
    self.library = library
    self.dependencies = dependencies
  }

  /// Where the repository shows that it is a library; `nil` where it is a service, or unclear.
  func found() -> Evidence? {
    let paths = library.files.paths.filter { library.role(of: $0) != .foreign }
    guard !paths.contains(where: Self.deploys) else { return nil }
    return goModule(paths) ?? npmPackage() ?? pythonPackage(paths) ?? gem(paths)
  }

  private static let deployments: Set<String> = [
    "Dockerfile", "Containerfile", "docker-compose.yml", "docker-compose.yaml", "compose.yaml",
    "compose.yml", "Procfile", "fly.toml", "wrangler.toml", "wrangler.jsonc", "wrangler.json",
    "serverless.yml", "serverless.yaml", "vercel.json", "netlify.toml", "app.yaml", "render.yaml",
    "config.ru", "manage.py", "samconfig.toml", "appsscript.json", "host.json", "Chart.yaml",
  ]
  private static func deploys(_ path: RepositoryPath) -> Bool {
    deployments.contains(path.name) || path.name.hasPrefix("Dockerfile.")
  }

  private func evidence(_ name: String, line: Int = 1, note: String) -> Evidence? {
    let path = RepositoryPath(name)
    guard let content = library.content(path) else { return nil }
    let text = String(decoding: content.prefix { $0 != 0x0A }, as: UTF8.self)
    return Evidence(
      location: Location(path: path, line: line), excerpt: String(text.prefix(200)), note: note)
  }

  /// A Go module without `package main`.
  private func goModule(_ paths: [RepositoryPath]) -> Evidence? {
    guard library.holds(RepositoryPath("go.mod")) else { return nil }
    let sources = paths.filter { $0.fileExtension == "go" && library.role(of: $0) != .test }
    guard !sources.isEmpty else { return fromGenerated(paths) }
    let hasMain = sources.contains { path in
      library.content(path).map { $0.firstRange(of: Array("package main".utf8)) != nil } ?? true
    }
    return hasMain ? nil : evidence("go.mod", note: "a module without a main package")
  }

  /// A module of generated code alone.
  private func fromGenerated(_ paths: [RepositoryPath]) -> Evidence? {
    let all = library.files.paths.filter {
      $0.fileExtension == "go" && !$0.text.hasPrefix("vendor/")
    }
    guard !all.isEmpty, !all.contains(where: { $0.name == "main.go" }) else { return nil }
    return evidence("go.mod", note: "a module of generated code without a main package")
  }

  private static let servers = [
    "express", "fastify", "koa", "hono", "next", "nuxt", "@nestjs/core", "@hapi/hapi", "react",
    "vue", "svelte", "@angular/core", "discord.js", "electron", "telegraf", "@slack/bolt",
  ]

  /// A package that is published, with an entry for others and nothing that starts.
  private func npmPackage() -> Evidence? {
    let path = RepositoryPath("package.json")
    guard let content = library.content(path) else { return nil }
    let document: YAMLNode?
    do { document = try YAMLParser.firstDocument(content, limits: .generated) } catch { return nil }
    guard let package = document, package["private"]?.scalar != "true", package["bin"] == nil,
      package["exports"] != nil || package["types"] != nil || package["module"] != nil
        || package["files"] != nil,
      package["scripts"]?["start"] == nil, !dependencies.holdsOne(of: Self.servers)
    else { return nil }
    return evidence("package.json", note: "a package for other programs, without a start script")
  }

  private static let frameworks = [
    "fastapi", "flask", "django", "aiohttp", "starlette", "celery", "streamlit", "uvicorn",
    "apscheduler", "sanic", "tornado", "click", "typer", "mcp", "fastmcp",
  ]

  /// A Python distribution without a command and without a framework that serves.
  private func pythonPackage(_ paths: [RepositoryPath]) -> Evidence? {
    for name in ["pyproject.toml", "setup.py"] {
      guard let content = library.content(RepositoryPath(name)) else { continue }
      let text = String(decoding: content, as: UTF8.self)
      let isDistribution =
        text.contains("[project]") || text.contains("[tool.poetry]")
        || text.contains("setup(")
      let hasCommand =
        text.contains("scripts]") || text.contains("console_scripts")
        || text.contains("[project.scripts]")
      let isBuilt = text.contains("[build-system]") || name == "setup.py"
      let starts = paths.contains {
        ["main.py", "app.py", "__main__.py", "wsgi.py"].contains($0.name)
      }
      guard isDistribution, isBuilt, !hasCommand, !starts,
        !dependencies.holdsOne(of: Self.frameworks)
      else { continue }
      return evidence(name, note: "a distribution without a command")
    }
    return nil
  }

  private func gem(_ paths: [RepositoryPath]) -> Evidence? {
    let specification = paths.first { $0.fileExtension == "gemspec" && $0.parent.bytes.isEmpty }
    return specification.flatMap { evidence($0.text, note: "a gem") }
  }
}
