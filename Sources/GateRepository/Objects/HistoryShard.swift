#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

/// One of several parts of a history that are searched on different machines: `2/5` is the second of
/// five. A blob belongs to exactly one part, by its name alone, so that every machine agrees and parts
/// are of the same size.
package struct HistoryShard: Hashable, Sendable {
  package let number: Int
  package let count: Int

  /// More parts than any system runs jobs.
  private static let mostParts = 10_000

  /// - Parameter number: from 1 to `count`.
  package init?(number: Int, of count: Int) {
    guard (1...Self.mostParts).contains(count), (1...count).contains(number) else { return nil }
    (self.number, self.count) = (number, count)
  }

  /// Reads `K/N`.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1] else { return nil }
    self.init(number: number, of: count)
  }

  /// Whether the blob that a line of `git rev-list --objects` begins with is in this part. Names are
  /// hashes, so that any digits of theirs spread evenly.
  func holds(_ line: ArraySlice<UInt8>) -> Bool {
    var value = 0
    for digit in line.prefix(Self.digits) {
      value = value << 4 | Int(digit & 0xF) + (digit > UInt8(ascii: "9") ? 9 : 0)
    }
    return value % count == number - 1
  }

  private static let digits = 12
}

extension GitRunner {
  /// Hands on every blob of a range that belongs to the shard, as `forEachBlob(in:)` does. The list of
  /// blobs goes through a file, so that memory does not grow with the history.
  package nonisolated(nonsending) func forEachBlob(
    in range: RevisionRange, shard: HistoryShard,
    _ consume: (Blob, _ offset: Int, Span<UInt8>) throws(GitError) -> Void
  ) async throws(GitError) {
    if range.isEmpty { return }
    do {
      try await OpenFolder.withTemporary { _, folder in
        let path = folder.appending("blobs")
        let file = try FileDescriptor.open(
          path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        do {
          try await list(range, of: shard, into: file)
        } catch {
          try file.close()
          throw error
        }
        try file.close()
        try await forEachBlob(
          listed: .file(try FileDescriptor.open(path, .readOnly)), Self.windowSize,
          Self.windowOverlap, consume)
      }
    } catch {
      throw Self.gitError(error, command: "git rev-list --objects")
    }
  }

  private nonisolated(nonsending) func list(
    _ range: RevisionRange, of shard: HistoryShard, into file: FileDescriptor
  ) async throws(GitError) {
    var pending: [UInt8] = []
    try await stream(Self.blobList(of: range), input: .bytes(range.input)) {
      chunk throws(GitError) in
      pending.append(chunk)
      var kept: [UInt8] = []
      var start = 0
      while let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) {
        if shard.holds(pending[start..<end]) { kept += pending[start...end] }
        start = end + 1
      }
      pending.removeFirst(start)
      do {
        _ = try file.writeAll(kept)
      } catch {
        throw GitError(.failed, command: "git rev-list --objects", words: "\(error)")
      }
    }
  }
}
