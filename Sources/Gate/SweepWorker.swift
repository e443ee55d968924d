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
  private var buffer = [UInt8](repeating: 0, count: windowSize)

  init(_ engine: SecretEngine) throws(MatchingError) { scanner = try SecretScanner(engine) }

  mutating func sweep(_ path: RepositoryPath, in folder: OpenFolder) {
    do throws(FileError) {
      try sweep(folder.file(at: path), path: path)
    } catch {
      if error.code == .notAFile { result.skip(.specialFile) } else { result.report(error) }
    }
  }

  mutating func report(_ error: FileError) { result.report(error) }

  /// Reads a source to its end, window by window, so that memory does not grow with it.
  mutating func sweep(
    _ source: consuming some ByteSource & ~Copyable, path: RepositoryPath
  ) throws(FileError) {
    var text = SweepText(source)
    // Out of `self`, so that it can be read while the scanner is at work.
    var buffer: [UInt8] = []
    swap(&buffer, &self.buffer)
    defer { swap(&buffer, &self.buffer) }
    guard var filled = try text.begin(into: &buffer) else {
      result.skip(.binary)
      return
    }
    result.counts.files += 1
    var start = TextPosition()
    var owned = 0
    var lastEnd = start
    while filled == buffer.count {
      let next = filled - TextWindow.behind
      let window = TextWindow(owned: owned..<next, start: start)
      scan(buffer.span, window, path: path, after: &lastEnd)
      let kept = next - TextWindow.before
      start.advance(over: buffer.span, count: kept)
      for index in kept..<filled { buffer[index - kept] = buffer[index] }
      owned = TextWindow.before
      filled -= kept
      filled += try text.read(into: &buffer, from: filled)
    }
    let window = TextWindow(owned: owned..<filled, start: start)
    scan(buffer.span.extracting(0..<filled), window, path: path, after: &lastEnd)
    result.counts.bytes += text.bytes
  }

  /// - Parameter lastEnd: where the last finding of the file ends; one that begins before it is
  ///   the same again, seen from another window.
  mutating func scan(
    _ bytes: Span<UInt8>, _ window: TextWindow, path: RepositoryPath,
    after lastEnd: inout TextPosition
  ) {
    do throws(MatchingError) {
      let found = try scanner.scan(bytes, path: path, window: window)
      for finding in found.findings where finding.location.start >= lastEnd {
        result.findings.append(finding)
        lastEnd = finding.location.end
      }
      if !found.anchors.isEmpty { result.anchors[path, default: []].formUnion(found.anchors) }
      result.diagnostics += found.diagnostics
    } catch {
      result.diagnostics.append(
        Diagnostic(
          .error, "could not be searched: \(error.message)", at: Location(path: path, line: 1)))
    }
  }
}

extension Location {
  fileprivate var start: TextPosition { TextPosition(line: line, column: column) }
  fileprivate var end: TextPosition { TextPosition(line: endLine, column: endColumn) }
}
