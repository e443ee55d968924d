internal import GateMatching
internal import GateModel
internal import GateRepository
internal import GateScan

extension Sweep {
  /// Blobs above this size are no text that people write.
  private static let largestFile = 64 << 20

  /// Searches files that are no files on the disk, such as those of a commit.
  func searched(_ files: any FileSource) async throws(GateError) -> SweepResult {
    do throws(MatchingError) {
      return try await run(files.paths) { worker, paths in
        files.readEach(paths, limit: Self.largestFile) { path, content in
          do throws(FileError) {
            try worker.sweep(BytesInMemory(content.get()), path: path)
          } catch {
            worker.report(error)
          }
        }
      }
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
