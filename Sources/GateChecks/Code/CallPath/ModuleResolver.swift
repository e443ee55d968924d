import GateModel
import GateYAML

/// Finds the files that an import names, within the repository. They are given by their numbers in
/// the library: a tree has tens of thousands of imports, and a path is slow to look up.
struct ModuleResolver: Sendable {
  let names: KnownNames
  private let numbers: [RepositoryPath: Int]
  private let foldersOfGo: [String: [Int]]
  /// Prefixes that stand for folders: tsconfig's `paths`, workspace packages, Go's module path.
  private let aliases: [(prefix: String, target: String)]
  private let goModules: [(module: String, folder: String)]
  /// The service's folder in its repository, by which a module above it names the service's packages.
  private let folder: String

  /// - Parameter folder: the service's folder, where the library is a part of a larger repository.
  init(_ library: SourceLibrary, folder: RepositoryPath = RepositoryPath("")) {
    self.folder = folder.text
    names = KnownNames(library.files.paths)
    numbers = library.numbers
    var aliases: [(prefix: String, target: String)] = []
    var goModules: [(module: String, folder: String)] = []
    var folders: [String: [Int]] = [:]
    for (number, path) in library.files.paths.enumerated()
    where library.role(ofFile: number) != .foreign {
      let folder = path.parent.text
      switch path.name {
      case "tsconfig.json", "jsconfig.json", "tsconfig.base.json":
        aliases += Self.compilerPaths(library.content(path), folder: folder)
      case "package.json" where !folder.isEmpty:
        if let name = Self.json(library.content(path))?["name"]?.scalar {
          aliases.append((name, folder))
        }
      case "go.mod":
        if let module = Self.goModule(library.content(path)) { goModules.append((module, folder)) }
      default:
        if path.fileExtension == "go" { folders[folder, default: []].append(number) }
      }
    }
    self.aliases = aliases.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
    self.goModules = goModules
    foldersOfGo = folders
  }

  func files(named specifier: String, from path: RepositoryPath, _ language: Language)
    -> [Int]
  {
    switch language {
    case .javascript: return javascript(specifier, from: path.parent.text)
    case .python: return python(specifier, from: path)
    case .go:
      for (module, folder) in goModules where specifier.hasPrefix(module) {
        let rest = specifier.dropFirst(module.utf8.count).drop { $0 == "/" }
        let place = Self.join(folder, String(rest))
        return foldersOfGo[place] ?? foldersOfGo[below(place)] ?? []
      }
      return []
    case .ruby, .php, .shell, .powershell:
      let wanted = specifier.drop { $0 == "/" }
      return existing([
        Self.join(path.parent.text, String(wanted)), Self.join(path.parent.text, wanted + ".rb"),
        "lib/" + wanted + ".rb",
      ])
    case .java, .kotlin, .csharp: return []
    }
  }

  /// A place below the service's folder, counted from there.
  private func below(_ place: String) -> String {
    place == folder
      ? "" : place.hasPrefix("\(folder)/") ? String(place.dropFirst(folder.count + 1)) : place
  }

  /// The other files of a Go package.
  func package(of path: RepositoryPath) -> [Int] {
    path.fileExtension == "go" ? foldersOfGo[path.parent.text] ?? [] : []
  }

  private func javascript(_ specifier: String, from folder: String) -> [Int] {
    if specifier.hasPrefix(".") { return module(at: Self.join(folder, specifier)) }
    for (prefix, target) in aliases where specifier.hasPrefix(prefix) {
      let rest = specifier.dropFirst(prefix.count)
      guard rest.isEmpty || rest.hasPrefix("/") || prefix.hasSuffix("/") else { continue }
      let found = module(at: Self.join(target, String(rest.drop { $0 == "/" })))
      if !found.isEmpty { return found }
      let inSource = module(at: Self.join(target, "src/" + rest.drop { $0 == "/" }))
      if !inSource.isEmpty { return inSource }
    }
    for sign in ["@/", "~/"] where specifier.hasPrefix(sign) {
      let rest = String(specifier.dropFirst(sign.count))
      return module(at: "src/" + rest) + module(at: rest)
    }
    return []
  }

  private static let extensions = ["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts", "vue"]

  private func module(at place: String) -> [Int] {
    // TypeScript's ES modules import ./client.js and mean ./client.ts.
    let stem =
      [".js", ".mjs", ".cjs", ".jsx"].first { place.hasSuffix($0) }
      .map { String(place.dropLast($0.count)) } ?? place
    guard names.mayHold(Self.lastName(place)) || names.mayHold(Self.lastName(stem)) else {
      return []
    }
    var candidates = [place]
    for name in Self.extensions { candidates.append(stem + "." + name) }
    for name in Self.extensions { candidates.append(Self.join(place, "index." + name)) }
    return Array(existing(candidates).prefix(1))
  }

  private func python(_ specifier: String, from path: RepositoryPath) -> [Int] {
    let dots = specifier.utf8.prefix { $0 == UInt8(ascii: ".") }.count
    let rest = specifier.utf8.dropFirst(dots).map {
      $0 == UInt8(ascii: ".") ? UInt8(ascii: "/") : $0
    }
    var base = Self.folder(of: path.bytes[...])
    if dots > 0 {
      for _ in 1..<dots { base = Self.folder(of: base) }
      return pythonModule(rest, in: base)
    }
    while true {
      let found = pythonModule(rest, in: base)
      if !found.isEmpty { return found }
      if base.isEmpty { break }
      base = Self.folder(of: base)
    }
    return pythonModule(rest, in: Array("src".utf8)[...])
  }

  private static func folder(of path: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    path[..<(path.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
  }

  private func pythonModule(_ name: [UInt8], in folder: ArraySlice<UInt8>) -> [Int] {
    guard names.mayHoldPythonModule(name, in: folder) else { return [] }
    let slash = UInt8(ascii: "/")
    let place = folder.isEmpty || name.isEmpty ? folder + name : folder + [slash] + name
    guard !place.isEmpty else { return [] }
    return [place + Array(".py".utf8), place + Array("/__init__.py".utf8)]
      .compactMap { numbers[RepositoryPath(bytes: $0)] }
  }

  private func existing(_ candidates: [String]) -> [Int] {
    candidates.map { RepositoryPath($0) }.filter { Language(of: $0) != nil }
      .compactMap { numbers[$0] }
  }

  private static func lastName(_ place: String) -> Substring.UTF8View {
    let slash = place.utf8.lastIndex(of: UInt8(ascii: "/"))
    return place[(slash.map { place.utf8.index(after: $0) } ?? place.startIndex)...].utf8
  }

  /// `folder/relative` without `.` and `..`.
  static func join(_ folder: String, _ relative: String) -> String {
    var parts = folder.split(separator: "/")
    for part in relative.split(separator: "/") {
      switch part {
      case ".": continue
      case "..": if !parts.isEmpty { parts.removeLast() }
      default: parts.append(part)
      }
    }
    return parts.joined(separator: "/")
  }

  private static func compilerPaths(
    _ bytes: [UInt8]?, folder: String
  ) -> [(prefix: String, target: String)] {
    guard let options = json(bytes)?["compilerOptions"] else { return [] }
    let base = join(folder, options["baseUrl"]?.scalar ?? ".")
    return (options["paths"]?.mapping ?? []).compactMap { entry in
      guard let pattern = entry.key.scalar, let target = entry.value.sequence?.first?.scalar else {
        return nil
      }
      let folder = join(base, String(target.prefix { $0 != "*" }))
      return (String(pattern.prefix { $0 != "*" }), folder)
    }
  }

  /// JSON, comments and trailing commas allowed; `nil` where it is none, which only narrows the graph.
  private static func json(_ bytes: [UInt8]?) -> YAMLNode? {
    guard let bytes else { return nil }
    let plain = Lexer(bytes, language: .javascript).codeWithStrings
    do { return try YAMLParser.firstDocument(plain, limits: .generated) } catch { return nil }
  }

  private static func goModule(_ bytes: [UInt8]?) -> String? {
    guard let bytes else { return nil }
    let text = String(decoding: bytes, as: UTF8.self)
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("module ") }
    return line.map { String($0.dropFirst("module ".count)).trimmedAtEnd }
  }
}
