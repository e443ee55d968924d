internal import GateMatching
internal import GateScan
internal import Synchronization

/// Searches the batches of blobs that it is given, beside the task that reads them from git.
struct BlobHelper {
  private let batches: AsyncStream<BlobBatch>.Continuation
  private let waiting: WaitingBatches
  private let work: Task<Result<BlobFindings, MatchingError>, Never>

  init(_ engine: SecretEngine) {
    let (stream, batches) = AsyncStream<BlobBatch>.makeStream()
    let waiting = WaitingBatches()
    self.batches = batches
    self.waiting = waiting
    work = Task {
      do throws(MatchingError) {
        var worker = try BlobWorker(engine)
        for await batch in stream {
          worker.take(batch)
          waiting.count.subtract(1, ordering: .relaxed)
        }
        return .success(worker.findings)
      } catch {
        return .failure(error)
      }
    }
  }

  /// Batches that may wait; more would only take memory.
  private static let mostWaiting = 2

  /// Whether it keeps up with what it is given.
  var isReady: Bool { waiting.count.load(ordering: .relaxed) < Self.mostWaiting }

  func take(_ batch: BlobBatch) {
    waiting.count.add(1, ordering: .relaxed)
    batches.yield(batch)
  }

  /// Says that there are no more batches.
  func close() { batches.finish() }

  /// What it found, once it is closed.
  func findings() async throws(MatchingError) -> BlobFindings { try await work.value.get() }
}

/// How many batches a helper has not searched yet.
private final class WaitingBatches: Sendable {
  let count = Atomic(0)
}
