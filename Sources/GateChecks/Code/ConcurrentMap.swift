internal import Dispatch
internal import Synchronization

extension Array where Element: Sendable {
  /// Like `map`, on all processors; the results stand in the order of the elements.
  func concurrentMap<Result: Sendable>(
    _ transform: @Sendable (Element) -> Result
  ) -> [Result] {
    concurrentPieces { $0.map(transform) }
  }

  /// The same for a transformation of several elements at once.
  func concurrentPieces<Result: Sendable>(
    _ transform: @Sendable ([Element]) -> [Result]
  ) -> [Result] {
    let sizeOfPiece = Swift.max(1, count / Self.mostPieces)
    let starts = Array<Int>(stride(from: 0, to: count, by: sizeOfPiece))
    let results = Mutex([[Result]](repeating: [], count: starts.count))
    DispatchQueue.concurrentPerform(iterations: starts.count) { piece in
      let end = Swift.min(count, starts[piece] + sizeOfPiece)
      let part = transform(Array(self[starts[piece]..<end]))
      results.withLock { $0[piece] = part }
    }
    return results.withLock { $0.flatMap { $0 } }
  }

  /// Pieces of work beyond this gain nothing: a processor that is done early takes the next one.
  private static var mostPieces: Int { 64 }
}
