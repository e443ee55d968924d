import GateModel
import GateRepository

/// What stands behind `providedBy: PACKAGE`: a lock file that names the package, and code on the
/// call path that imports it.
struct PackageUse {
  let library: SourceLibrary
  let sources: [SourceFile]
  let package: String

  /// What was seen of the package; the failure says which lock file could not be read.
  func found() -> (observation: Observation?, failure: String?) {
    let lock: Evidence?
    do throws(FileError) {
      lock = try locked()
    } catch {
      return (nil, "\(error.path): \(error.message)")
    }
    let use = sources.lazy.compactMap { source in
      place(in: source).map { (source: source, range: $0) }
    }.first
    switch (lock, use) {
    case (let lock?, let use?):
      let note = "\(package), locked at \(lock.place), is used"
      return (Observation(.proves, use.source.evidence(at: use.range, note: note)), nil)
    case (let lock?, nil):
      var evidence = lock
      evidence.note = "\(package) is locked, and nothing on the call path imports it"
      return (Observation(.near, evidence), nil)
    case (nil, let use?):
      let note = "\(package) is imported, and no lock file names it"
      return (Observation(.near, use.source.evidence(at: use.range, note: note)), nil)
    case (nil, nil): return (nil, nil)
    }
  }

  // MARK: Lock files

  private static let lockFiles: Set<String> = [
    "package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock",
    "deno.lock", "poetry.lock", "uv.lock", "pdm.lock", "Pipfile.lock", "Gemfile.lock", "go.sum",
    "composer.lock", "gradle.lockfile", "packages.lock.json",
    // Maven resolves to the versions that are written here.
    "pom.xml",
  ]
  private static let longestLockFile = 32 << 20

  /// Where a lock file names the package; pinned requirements count as one.
  private func locked() throws(FileError) -> Evidence? {
    for path in library.files.paths {
      let isPinned = path.name.hasPrefix("requirements") && path.name.hasSuffix(".txt")
      guard Self.lockFiles.contains(path.name) || isPinned else { continue }
      let bytes = try library.files.content(of: path, limit: Self.longestLockFile)
      for name in names {
        guard let place = Self.place(of: name, in: bytes) else { continue }
        let line = bytes[..<place].count { $0 == UInt8(ascii: "\n") } + 1
        let start = bytes[..<place].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let text = String(
          decoding: bytes[start...].prefix { $0 != UInt8(ascii: "\n") }.prefix(200), as: UTF8.self)
        if isPinned, !text.contains("==") { continue }
        return Evidence(location: Location(path: path, line: line), excerpt: text.trimmed)
      }
    }
    return nil
  }

  /// The spellings of one package: Python's tools take `-` and `_` for the same.
  private var names: [String] {
    let artifact = package.split(separator: ":").last.map(String.init) ?? package
    return [artifact, artifact.replacing("-", with: "_"), artifact.replacing("_", with: "-")]
  }

  /// Where a whole name stands: `acme` is no part of `acme-http` or of `@other/acme`.
  private static func place(of name: String, in bytes: [UInt8]) -> Int? {
    let wanted = Array(name.utf8)
    var start = 0
    while let found = bytes.firstRange(of: wanted, from: start) {
      start = found.upperBound
      let before = found.lowerBound > 0 ? bytes[found.lowerBound - 1] : 0
      let isOfScope =
        before == UInt8(ascii: "/")
        && !bytes[..<found.lowerBound].suffix(13).elementsEqual("node_modules/".utf8)
      let after = found.upperBound < bytes.count ? bytes[found.upperBound] : 0
      if !isOfScope, !continuesName(before), after != UInt8(ascii: "/"), !continuesName(after) {
        return found.lowerBound
      }
    }
    return nil
  }

  private static func continuesName(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
      || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
  }

  // MARK: Imports

  /// Where a file imports the package.
  private func place(in source: SourceFile) -> Range<Int>? {
    let text = source.codeWithStrings.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    for wanted in imports(in: source.language) {
      let needle = Array(wanted.lowercased().utf8)
      var start = 0
      while let found = text.firstRange(of: needle, from: start) {
        start = found.upperBound
        let after = found.upperBound < text.count ? text[found.upperBound] : 0
        if Self.isOpen(wanted) || !Self.continuesName(after) { return found }
      }
    }
    return nil
  }

  /// Whether anything may follow: the text ends with a quote, a dot or a slash.
  private static func isOpen(_ text: String) -> Bool {
    text.last.map { "\"'./".contains($0) } ?? false
  }

  /// How an import of the package is written.
  private func imports(in language: Language) -> [String] {
    let quoted = ["\"\(package)\"", "'\(package)'", "\"\(package)/", "'\(package)/"]
    switch language {
    case .javascript, .go: return quoted
    case .python:
      let module = package.replacing("-", with: "_")
      return ["import \(module)", "from \(module)"]
    case .ruby:
      let parts = package.split { "-_".contains($0) }
      return quoted + [parts.joined(), parts.joined(separator: "::")]
    case .java, .kotlin: return ["import \(package.prefix { $0 != ":" })."]
    case .csharp: return ["using \(package)"]
    case .php: return ["use " + package.replacing("-", with: "").replacing("/", with: "\\")]
    case .shell, .powershell: return []
    }
  }
}
