internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

/// One thread's part of a search of what git stores.
struct BlobWorker: ~Copyable {
  private var worker: SweepWorker
  /// The blob at hand.
  private var current: Current?
  private var found = BlobFindings()

  private struct Current {
    var encoding: TextEncoding?
    var start = TextPosition()
    var progress = TextProgress()
  }

  init(_ engine: SecretEngine) throws(MatchingError) { worker = try SweepWorker(engine) }

  mutating func take(_ batch: BlobBatch) {
    for (blob, range) in batch.blobs { take(blob, 0, batch.bytes.span.extracting(range)) }
  }

  /// Searches one stretch of a blob. All but the last leave the end to the next one, which repeats
  /// it: `overlap` bytes of a stretch are in the next.
  mutating func take(
    _ blob: NumberedBlob, _ offset: Int, _ bytes: Span<UInt8>,
    overlap: Int = GitRunner.windowOverlap
  ) {
    if offset == 0 { begin(blob, bytes) }
    guard var current, let encoding = current.encoding else { return }
    let isLast = offset + bytes.count == blob.blob.size
    switch encoding {
    case .bytes:
      let end = isLast ? bytes.count : bytes.count - TextWindow.behind
      let window = TextWindow(
        owned: (offset == 0 ? 0 : overlap - TextWindow.behind)..<end, start: current.start)
      search(bytes, window, blob, &current)
      if !isLast { current.start.advance(over: bytes, count: bytes.count - overlap) }
    case .utf16(let isBigEndian):
      guard offset == 0, isLast else { return tooLarge(blob.blob) }
      var text: [UInt8] = []
      var reader = UTF16Reader(isBigEndian: isBigEndian)
      reader.append(bytes, to: &text)
      search(text.span, TextWindow(owned: 0..<text.count), blob, &current)
    }
    if isLast { worker.result.leaveOut(current.progress.unlisted, of: blob.blob.path) }
    self.current = current
  }

  /// Everything found, and what was read.
  var findings: BlobFindings {
    var all = found
    all.result = worker.result
    return all
  }

  private mutating func begin(_ blob: NumberedBlob, _ bytes: Span<UInt8>) {
    current = Current(encoding: TextEncoding(sample: bytes))
    if current?.encoding == nil {
      openArchive(blob, bytes)
    } else {
      worker.result.counts.files += 1
      worker.result.counts.bytes += blob.blob.size
    }
  }

  /// Opens a blob that is an archive and came in one piece; any other is no text.
  private mutating func openArchive(_ blob: NumberedBlob, _ bytes: Span<UInt8>) {
    let beginning = bytes.bytes(in: 0..<min(bytes.count, TextEncoding.sampleSize))
    guard worker.opensArchives, ArchiveReader.isArchive(beginning) else {
      return worker.result.skip(.binary)
    }
    guard bytes.count == blob.blob.size else {
      return worker.passOver(blob.blob.path, "is too large to be opened in the history")
    }
    worker.openArchive(bytes.bytes(in: 0..<bytes.count), at: blob.blob.path)
    found.take(from: &worker.result, in: blob)
  }

  private mutating func search(
    _ bytes: Span<UInt8>, _ window: TextWindow, _ blob: NumberedBlob, _ current: inout Current
  ) {
    worker.scan(bytes, window, path: blob.blob.path, &current.progress)
    found.take(from: &worker.result, in: blob)
  }

  private mutating func tooLarge(_ blob: Blob) {
    current?.encoding = nil
    worker.result.report(
      FileError(.tooLarge, path: blob.path, message: "\(blob.size) bytes of UTF-16"))
  }
}
