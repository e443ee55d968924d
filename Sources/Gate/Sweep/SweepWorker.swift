internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

/// One thread's part of a sweep: its scanner, its buffer and what it has found.
struct SweepWorker: ~Copyable {
  /// Bytes of a window. Most files are smaller, and it stays in the processor's cache.
  static let windowSize = 256 << 10

  var result = SweepResult()
  private var scanner: SecretScanner
  let opensArchives: Bool
  private var buffer = [UInt8](repeating: 0, count: windowSize)

  init(_ engine: SecretEngine) throws(MatchingError) {
    scanner = try SecretScanner(engine)
    opensArchives = engine.options.opensArchives
  }

  mutating func sweep(_ path: RepositoryPath, in folder: OpenFolder) {
    do throws(FileError) {
      try sweep(folder.file(at: path), path: path)
    } catch {
      if error.code == .notAFile { result.skip(.specialFile) } else { result.report(error) }
    }
  }

  mutating func report(_ error: FileError) { result.report(error) }

  /// Searches a source, whether it is a text or an archive.
  mutating func sweep(
    _ source: consuming some ByteSource & ~Copyable, path: RepositoryPath
  ) throws(FileError) {
    guard let archive = try sweepText(source, path: path) else { return }
    openArchive(archive, at: path)
  }

  /// Reads a source to its end, window by window, so that memory does not grow with it.
  ///
  /// - Returns: all of an archive that is to be opened.
  mutating func sweepText(
    _ source: consuming some ByteSource & ~Copyable, path: RepositoryPath
  ) throws(FileError) -> [UInt8]? {
    var text = SweepText(source)
    // Out of `self`, so that it can be read while the scanner is at work.
    var buffer: [UInt8] = []
    swap(&buffer, &self.buffer)
    defer { swap(&buffer, &self.buffer) }
    guard var filled = try text.begin(into: &buffer) else {
      let beginning = buffer[0..<text.bytes]
      if opensArchives, ArchiveReader.isArchive(beginning) {
        return try wholeArchive(beginning: beginning, &text, path)
      }
      result.skip(.binary)
      return nil
    }
    result.counts.files += 1
    var start = TextPosition()
    var owned = 0
    var progress = TextProgress()
    while filled == buffer.count {
      let next = filled - TextWindow.behind
      let window = TextWindow(owned: owned..<next, start: start)
      scan(buffer.span, window, path: path, &progress)
      let kept = next - TextWindow.before
      start.advance(over: buffer.span, count: kept)
      for index in kept..<filled { buffer[index - kept] = buffer[index] }
      owned = TextWindow.before
      filled -= kept
      filled += try text.read(into: &buffer, at: filled..<buffer.count)
    }
    let window = TextWindow(owned: owned..<filled, start: start)
    scan(buffer.span.extracting(0..<filled), window, path: path, &progress)
    result.leaveOut(progress.unlisted, of: path)
    result.counts.bytes += text.bytes
    return nil
  }

  mutating func scan(
    _ bytes: Span<UInt8>, _ window: TextWindow, path: RepositoryPath,
    _ progress: inout TextProgress
  ) {
    do throws(MatchingError) {
      let found = try scanner.scan(bytes, path: path, window: window)
      // One that begins before the last one's end is the same again, seen from another window.
      for finding in found.findings where finding.location.start >= progress.lastEnd {
        progress.lastEnd = finding.location.end
        if progress.listed < FindingWriter.mostListed {
          progress.listed += 1
          result.findings.append(finding)
        } else {
          progress.unlisted += 1
        }
      }
      progress.unlisted += found.unlisted
      if !found.anchors.isEmpty { result.anchors[path, default: []].formUnion(found.anchors) }
      result.diagnostics += found.diagnostics
    } catch {
      result.diagnostics.append(
        Diagnostic(
          .error, "could not be searched: \(error.message)", at: Location(path: path, line: 1)))
    }
  }
}

/// What has been found in a text that is read window by window.
struct TextProgress {
  /// Where the last finding ends.
  var lastEnd = TextPosition()
  var listed = 0
  var unlisted = 0
}

extension Location {
  fileprivate var start: TextPosition { TextPosition(line: line, column: column) }
  fileprivate var end: TextPosition { TextPosition(line: endLine, column: endColumn) }
}
