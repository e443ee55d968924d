/// Hands out the files of an archive: zip and what is one (jar, whl, docx), tar, gzip.
package struct ArchiveReader {
  /// What opening an archive may cost.
  package struct Limits: Sendable {
    /// Bytes of an archive that is opened, and of what gzip packed: both are held in memory.
    package var archive = 32 << 20
    /// Bytes that one file in it unpacks to.
    package var entry = 16 << 20
    /// Bytes that all files in it unpack to, those of archives in it included.
    package var total = 256 << 20
    /// Files in it.
    package var entries = 20_000
    /// Archives inside each other, the outermost counted.
    package var depth = 3

    package static let standard = Limits()
  }

  private enum Kind { case zip, tar, gzip }

  private let limits: Limits
  /// Bytes that may still be unpacked.
  private var left: Int
  private var problems: [ArchiveProblem] = []

  package init(limits: Limits = .standard) {
    self.limits = limits
    left = limits.total
  }

  /// Whether a file that begins so is an archive.
  package static func isArchive(_ sample: some RandomAccessCollection<UInt8>) -> Bool {
    kind(of: sample) != nil
  }

  private static func kind(of sample: some RandomAccessCollection<UInt8>) -> Kind? {
    if sample.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
    if sample.starts(with: [0x1F, 0x8B, 0x08]) { return .gzip }
    return TarReader.isTar(sample) ? .tar : nil
  }

  /// Calls `body` with each file, in the order of the archive.
  ///
  /// - Parameter name: the archive's own, which what gzip packed is called by.
  /// - Returns: what could not be had.
  package mutating func forEachFile(
    in bytes: [UInt8], name: String, _ body: (_ path: String, _ content: [UInt8]) -> Void
  ) -> [ArchiveProblem] {
    problems = []
    switch Self.kind(of: bytes) {
    case .zip: readZip(bytes, body)
    case .tar: readTar(bytes, body)
    case .gzip: readGzip(bytes, name: name, body)
    case nil: break
    }
    return problems
  }

  private mutating func readZip(_ bytes: [UInt8], _ body: (String, [UInt8]) -> Void) {
    guard let zip = ZipReader(bytes) else { return report("is broken") }
    for (index, entry) in zip.entries.enumerated() where !entry.name.hasSuffix("/") {
      guard index < limits.entries else { return reportEntries() }
      switch zip.content(of: entry, limit: min(limits.entry, left)) {
      case .success(let content):
        left -= content.count
        body(entry.name, content)
      case .failure(let problem): problems.append(problem)
      }
    }
  }

  private mutating func readTar(_ bytes: [UInt8], _ body: (String, [UInt8]) -> Void) {
    var tar = TarReader(bytes)
    var count = 0
    while let (name, content) = tar.next() {
      count += 1
      guard count <= limits.entries else { return reportEntries() }
      body(name, Array(content))
    }
    if tar.isBroken { report("is broken") }
  }

  private mutating func readGzip(
    _ bytes: [UInt8], name: String, _ body: (String, [UInt8]) -> Void
  ) {
    // A packed tar is one thing to its users.
    let limit = min(limits.archive, left)
    do {
      let content = try Inflate.bytes(of: bytes[...], .gzip, limit: limit)
      left -= content.count
      if TarReader.isTar(content) {
        readTar(content, body)
      } else {
        body(Self.unpackedName(name), content)
      }
    } catch {
      report(error == .tooLarge ? "unpacks to more than \(limit) bytes" : "is broken")
    }
  }

  private static func unpackedName(_ name: String) -> String {
    name.hasSuffix(".gz") ? String(name.dropLast(3)) : name
  }

  private mutating func report(_ words: String) { problems.append(ArchiveProblem(words)) }
  private mutating func reportEntries() { report("has more than \(limits.entries) files") }
}
