internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

extension Sweep {
  /// Blobs above this size are no text that people write.
  private static let largestFile = 64 << 20

  /// Searches files that are no files on the disk, such as those of a commit.
  func searched(_ files: any FileSource) throws(GateError) -> SweepResult {
    do {
      var worker = try SweepWorker(engine)
      for path in files.paths {
        do throws(FileError) {
          let bytes = try files.content(of: path, limit: Self.largestFile)
          try worker.sweep(BytesInMemory(bytes), path: path)
        } catch {
          worker.report(error)
        }
      }
      var result = worker.result
      result.sort()
      return result
    } catch {
      throw GateError(error.message)
    }
  }
}

/// Bytes that are read like a file.
struct BytesInMemory: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(into buffer: inout [UInt8], at part: Range<Int>) throws(FileError) -> Int {
    let count = min(part.count, bytes.count - position)
    for index in 0..<count { buffer[part.lowerBound + index] = bytes[position + index] }
    position += count
    return count
  }
}
