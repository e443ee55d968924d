internal import GateRepository

/// Whole blobs, one behind the other, that go to another thread at once.
struct BlobBatch: Sendable {
  private(set) var bytes: [UInt8] = []
  private(set) var blobs: [(NumberedBlob, Range<Int>)] = []

  /// Bytes from which on a batch is handed over: enough that handing over costs next to nothing.
  private static let size = 256 << 10

  var isFull: Bool { bytes.count >= Self.size }

  /// Takes the room that a full batch needs at once.
  init() { bytes.reserveCapacity(2 * Self.size) }

  mutating func append(_ blob: NumberedBlob, _ content: Span<UInt8>) {
    let start = bytes.count
    bytes.append(copying: content)
    blobs.append((blob, start..<bytes.count))
  }
}
