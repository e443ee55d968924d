internal import GateMatching
internal import GateRepository
internal import GateScan

/// Searches what git stores, as git hands it out.
///
/// Whole blobs go to helpers in batches. Where those don't keep up, and where a blob comes in
/// windows, the reading task searches itself, so that nothing piles up.
struct SweepBlobs: ~Copyable {
  private let engine: SecretEngine
  private let mostHelpers: Int
  private var worker: BlobWorker
  private var helpers: [BlobHelper] = []
  private var batch = BlobBatch()
  private var next = 0

  init(_ engine: SecretEngine, workers: Int) throws(MatchingError) {
    self.engine = engine
    mostHelpers = min(Self.mostHelpers, workers - 1)
    worker = try BlobWorker(engine)
  }

  deinit { for helper in helpers { helper.close() } }

  /// Git unpacks in one thread, which a few threads outrun.
  private static let mostHelpers = 3

  /// Takes one stretch of a blob; a large blob comes in several.
  mutating func take(_ blob: Blob, _ offset: Int, _ bytes: Span<UInt8>) {
    if offset == 0 { next += 1 }
    let numbered = NumberedBlob(number: next, blob: blob)
    guard mostHelpers > 0, bytes.count == blob.size else {
      return worker.take(numbered, offset, bytes)
    }
    batch.append(numbered, bytes)
    if batch.isFull { handOver() }
  }

  private mutating func handOver() {
    if let helper = helpers.first(where: \.isReady) {
      helper.take(batch)
    } else if helpers.count < mostHelpers {
      let helper = BlobHelper(engine)
      helper.take(batch)
      helpers.append(helper)
    } else {
      worker.take(batch)
    }
    batch = BlobBatch()
  }

  /// Waits for the helpers, and puts everything in the order in which the blobs came.
  consuming func finish() async throws(MatchingError) -> BlobFindings {
    worker.take(batch)
    for helper in helpers { helper.close() }
    var found = worker.findings
    for helper in helpers { found.merge(try await helper.findings()) }
    return found
  }
}
