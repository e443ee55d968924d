internal import GateModel
internal import GateRepository
internal import GateScan

extension RepositoryPath {
  /// The archive that the tree has, of a path inside of it: of `a.zip!/config/app.env` the `a.zip`.
  var outermostArchive: RepositoryPath {
    guard let mark = bytes.firstRange(of: Array(SweepWorker.archiveMark.utf8)) else { return self }
    return RepositoryPath(bytes: bytes[..<mark.lowerBound])
  }
}

/// Archives: their files are searched like any others, at paths such as `a.zip!/config/app.env`.
extension SweepWorker {
  /// What stands between an archive's path and that of a file in it.
  static let archiveMark = "!/"

  /// Reads an archive to its end; `nil`, with a warning, where it is too large to be held in memory.
  mutating func wholeArchive<Source: ByteSource & ~Copyable>(
    beginning: ArraySlice<UInt8>, _ text: inout SweepText<Source>, _ path: RepositoryPath
  ) throws(FileError) -> [UInt8]? {
    let limit = ArchiveReader.Limits.standard.archive
    var archive = Array(beginning)
    var part = [UInt8](repeating: 0, count: Self.windowSize)
    var count = part.count
    // A source gives less than there is room for at its end only.
    while count == part.count {
      guard archive.count <= limit else {
        passOver(path, "has more than \(limit) bytes")
        return nil
      }
      count = try text.read(into: &part, at: 0..<part.count)
      archive += part[0..<count]
    }
    return archive
  }

  /// An archive that waits to be opened.
  private struct Waiting {
    var bytes: [UInt8]
    var path: RepositoryPath
    /// How many archives it is in, itself counted.
    var depth: Int
  }

  /// Searches the files in an archive, and in the archives in it.
  mutating func openArchive(_ bytes: [UInt8], at path: RepositoryPath) {
    let limits = ArchiveReader.Limits.standard
    var reader = ArchiveReader(limits: limits)
    var waiting = [Waiting(bytes: bytes, path: path, depth: 1)]
    while let archive = waiting.popLast() {
      guard archive.depth <= limits.depth else {
        passOver(archive.path, "is deeper than \(limits.depth) archives")
        continue
      }
      let problems = reader.forEachFile(in: archive.bytes, name: archive.path.name) {
        name, content in
        let path = RepositoryPath("\(archive.path)\(Self.archiveMark)\(name)")
        if let inner = searchFile(content, at: path) {
          waiting.append(Waiting(bytes: inner, path: path, depth: archive.depth + 1))
        }
      }
      for problem in problems {
        let entry = problem.entry.map { Self.archiveMark + $0 } ?? ""
        passOver(RepositoryPath("\(archive.path)\(entry)"), problem.words)
      }
    }
  }

  /// Searches a file of an archive.
  ///
  /// - Returns: its bytes where it is an archive itself.
  private mutating func searchFile(_ content: [UInt8], at path: RepositoryPath) -> [UInt8]? {
    do throws(FileError) {
      return try sweepText(BytesInMemory(content), path: path)
    } catch {
      report(error)
      return nil
    }
  }

  /// Says that an archive, or a file in it, was not searched. A scan warns of it; the whole gate could
  /// not check it, unless the manifest excludes the archive.
  mutating func passOver(_ path: RepositoryPath, _ words: String) {
    result.skip(.binary)
    result.unsearched.append(
      Diagnostic(
        .warning, "was not searched: it \(words)", at: Location(path: path, line: 1),
        help: "unpack it and scan the folder"))
  }
}
