import GateModel

/// Decides whether a file takes part in the service: something imports it, or something starts it.
enum EntryPoint {
  static func isUsed(_ source: SourceFile, graph: ImportGraph, library: SourceLibrary) -> Bool {
    guard source.language == .javascript || source.language == .python else { return true }
    return !graph.importers(of: source.path).isEmpty || isStarted(source)
      || isNamedByProject(source.path, library)
  }

  /// Code at the top level that does something: a script, a server, a command, a route.
  private static func isStarted(_ source: SourceFile) -> Bool {
    if entryNames.contains(stem(source.path)) || source.role == .script { return true }
    let folders = source.path.text.split(separator: "/").dropLast().map(String.init)
    if !Set(folders).isDisjoint(with: routeFolders) { return true }
    if source.bytes.starts(with: "#!", at: 0) { return true }
    if source.tokens.contains(where: { $0.content == "__main__" }) { return true }
    return (source.calls + source.logCalls).contains { call in
      let first = call.nameTokens.lowerBound
      guard !definitions.contains(call.last), !isWithinFunction(first, of: source) else {
        return false
      }
      let before = first > 0 ? source.tokens[first - 1].text : ""
      // @app.post("/webhook") registers a route.
      return source.tokens[first].startsLine || before == "await"
        || before == "@" && call.name.count > 1
    }
  }

  private static func isWithinFunction(_ token: Int, of source: SourceFile) -> Bool {
    source.blocks.contains { $0.kind == .function && $0.body.contains(token) }
  }

  private static func stem(_ path: RepositoryPath) -> String {
    String(path.name.prefix { $0 != "." })
  }

  /// Functions that a platform calls by their name: `handler`, `GET`, `onRequestPost`.
  static func isEntry(_ function: String) -> Bool {
    entryNames.contains(function) || platformNames.contains(function)
      || function == function.uppercased() || function.hasPrefix("onRequest")
  }
  private static let platformNames: Set<String> = [
    "lambda_handler", "fetch", "default", "loader", "action", "scheduled", "doPost", "doGet",
    "init", "run", "setup", "Handler", "ServeHTTP",
  ]

  private static let entryNames: Set<String> = [
    "index", "main", "server", "app", "worker", "handler", "lambda_function", "cli", "__main__",
    "__init__", "wsgi", "asgi", "manage", "Code", "function_app", "bot", "cron", "middleware",
  ]
  /// Folders whose files a framework starts by their place.
  private static let routeFolders: Set<String> = [
    "pages", "api", "app", "functions", "routes", "netlify", "supabase", "commands", "management",
    "lambdas", "lambda", "jobs", "tasks", "workers", "dags", "plugins", "nodes", "credentials",
  ]
  /// Calls at the top level that only prepare: they start nothing.
  private static let definitions: Set<String> = [
    "require", "config", "load_dotenv", "getLogger", "basicConfig", "Router", "create", "Session",
    "configure", "import", "defineProperty", "use", "path", "append", "insert", "set", "lru_cache",
    "wraps", "cache", "retry", "on_exception", "fixture",
  ]

  /// Whether package.json, a Dockerfile or another project file names the file.
  private static func isNamedByProject(_ path: RepositoryPath, _ library: SourceLibrary) -> Bool {
    let stem = stem(path)
    let wanted = Array(stem.utf8)
    return library.projectFiles.contains { candidate in
      library.content(candidate).map { $0.firstRange(of: wanted) != nil } ?? false
    }
  }

  /// Files that name what is built or started.
  static let projectFiles: Set<String> = [
    "package.json", "Dockerfile", "Procfile", "pyproject.toml", "setup.py", "wrangler.toml",
    "wrangler.jsonc", "wrangler.json", "serverless.yml", "template.yaml", "vercel.json",
    "docker-compose.yml", "docker-compose.yaml", "compose.yaml", "appsscript.json", "Makefile",
  ]
}

extension [UInt8] {
  /// The first place at or behind `start` where `wanted` stands.
  func firstRange(of wanted: [UInt8], from start: Int = 0) -> Range<Int>? {
    guard let first = wanted.first else { return nil }
    var start = start
    while start + wanted.count <= count,
      let index = self[start...].firstIndex(of: first), index + wanted.count <= count
    {
      if self[index..<(index + wanted.count)].elementsEqual(wanted) {
        return index..<(index + wanted.count)
      }
      start = index + 1
    }
    return nil
  }
}
