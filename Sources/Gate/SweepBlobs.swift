internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

/// Searches what git stores, as git hands it out. Git unpacks in a process of its own, which takes
/// longer than searching, so that one thread is enough here.
struct SweepBlobs: ~Copyable {
  private var worker: SweepWorker
  /// The blob at hand.
  private var current: Current?
  /// Which of the findings are in which blob.
  private(set) var places: [(blob: ObjectID, findings: Range<Int>)] = []

  private struct Current {
    var id: ObjectID
    var encoding: TextEncoding?
    var start = TextPosition()
    var lastEnd = TextPosition()
  }

  init(_ engine: SecretEngine) throws(MatchingError) { worker = try SweepWorker(engine) }

  var result: SweepResult { worker.result }

  /// Searches one stretch of a blob. All but the last leave the end to the next one, which repeats
  /// it: `overlap` bytes of a stretch are in the next.
  mutating func take(
    _ blob: Blob, _ offset: Int, _ bytes: Span<UInt8>, overlap: Int = GitRunner.windowOverlap
  ) {
    if offset == 0 { begin(blob, bytes) }
    guard var current, let encoding = current.encoding else { return }
    let isLast = offset + bytes.count == blob.size
    switch encoding {
    case .bytes:
      let end = isLast ? bytes.count : bytes.count - TextWindow.behind
      let window = TextWindow(
        owned: (offset == 0 ? 0 : overlap - TextWindow.behind)..<end, start: current.start)
      search(bytes, window, blob, &current)
      if !isLast { current.start.advance(over: bytes, count: bytes.count - overlap) }
    case .utf16(let isBigEndian):
      guard offset == 0, isLast else { return tooLarge(blob) }
      var text: [UInt8] = []
      var reader = UTF16Reader(isBigEndian: isBigEndian)
      reader.append(bytes, to: &text)
      search(text.span, TextWindow(owned: 0..<text.count), blob, &current)
    }
    self.current = current
  }

  private mutating func begin(_ blob: Blob, _ bytes: Span<UInt8>) {
    current = Current(id: blob.id, encoding: TextEncoding(sample: bytes))
    if current?.encoding == nil {
      worker.result.skip(.binary)
    } else {
      worker.result.counts.files += 1
      worker.result.counts.bytes += blob.size
    }
  }

  private mutating func search(
    _ bytes: Span<UInt8>, _ window: TextWindow, _ blob: Blob, _ current: inout Current
  ) {
    let before = worker.result.findings.count
    worker.scan(bytes, window, path: blob.path, after: &current.lastEnd)
    let after = worker.result.findings.count
    if after > before { places.append((blob.id, before..<after)) }
  }

  private mutating func tooLarge(_ blob: Blob) {
    current?.encoding = nil
    worker.result.report(
      FileError(.tooLarge, path: blob.path, message: "\(blob.size) bytes of UTF-16"))
  }
}
