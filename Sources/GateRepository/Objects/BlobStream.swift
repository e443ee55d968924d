package import GateModel

/// A file's content as git stores it.
package struct Blob: Hashable, Sendable {
  package var id: ObjectID
  /// A path at which it stands; empty where nobody said. Others may have it too.
  package var path: RepositoryPath
  /// In bytes.
  package var size: Int
}

/// Takes the output of `git cat-file --batch` apart as it comes and hands on each blob's bytes.
///
/// A blob of at most `windowSize` bytes comes whole. A larger one comes in windows, each of which
/// repeats the last `overlap` bytes of the one before it, so that memory is bounded by the window.
struct BlobStream: ~Copyable {
  /// One stretch of a blob, and where in the blob it begins.
  typealias Consumer = (Blob, _ offset: Int, Span<UInt8>) throws(GitError) -> Void

  /// The form of the headers: `%(rest)` is the path that followed the object's name in the input.
  static let format = "%(objectname) %(objecttype) %(objectsize) %(rest)"
  /// A header is longer than this only where a path is longer than systems allow.
  private static let headerLimit = 1 << 16

  private let windowSize: Int
  private let overlap: Int
  private var pending: [UInt8] = []
  /// Where in `pending` the unread part begins.
  private var start = 0
  private var current: (blob: Blob, isBlob: Bool)?
  /// Where in the current blob the unread part begins.
  private var offset = 0

  init(windowSize: Int, overlap: Int) {
    self.windowSize = windowSize
    self.overlap = overlap
  }

  mutating func feed(_ chunk: RawSpan, to consume: Consumer) throws(GitError) {
    if start > 0 {
      pending.removeFirst(start)
      start = 0
    }
    pending.append(chunk)
    while true {
      guard let (blob, isBlob) = current else {
        guard try readHeader() else { return }
        continue
      }
      let length = min(blob.size <= windowSize ? blob.size : windowSize, blob.size - offset)
      let isLast = offset + length == blob.size
      // A line end follows the content.
      guard pending.count - start >= length + (isLast ? 1 : 0) else { return }
      if isBlob {
        try consume(blob, offset, pending.span.extracting(start..<(start + length)))
      }
      let step = isLast ? length + 1 : length - overlap
      start += step
      offset += step
      if isLast { current = nil }
    }
  }

  /// To be called at the end of the output, which must be the end of a blob.
  consuming func finish() throws(GitError) {
    guard current == nil, start == pending.count else {
      throw GitError(.corrupt, command: "git cat-file --batch", words: "the answer ends too early")
    }
  }

  private mutating func readHeader() throws(GitError) -> Bool {
    guard let end = pending[start...].firstIndex(of: UInt8(ascii: "\n")) else {
      if pending.count - start > Self.headerLimit { throw unexpected("a header without an end") }
      return false
    }
    let fields = pending[start..<end].split(
      separator: UInt8(ascii: " "), maxSplits: 3, omittingEmptySubsequences: false)
    guard fields.count == 4, let id = ObjectID(bytes: fields[0]),
      let size = Int(String(decoding: fields[2], as: UTF8.self))
    else { throw unexpected(String(decoding: pending[start..<end], as: UTF8.self)) }
    current = (
      Blob(id: id, path: RepositoryPath(bytes: fields[3]), size: size),
      fields[1].elementsEqual("blob".utf8)
    )
    start = end + 1
    offset = 0
    return true
  }

  /// Git says `<name> missing` for an object that it does not have.
  private func unexpected(_ words: String) -> GitError {
    GitError(
      words.hasSuffix(" missing") ? .corrupt : .unexpectedAnswer, command: "git cat-file --batch",
      words: words)
  }
}

// MARK: - Where blobs come from

extension GitRunner {
  /// What a window holds at most; files that people write are smaller.
  package static let windowSize = 8 << 20
  /// As much as a secret with its surroundings can need.
  package static let windowOverlap = 64 << 10

  /// Git's own 96 MiB are no faster here: the blobs come path by path, not delta by delta.
  private static let smallCache = ["-c", "core.deltaBaseCacheLimit=16m"]

  /// Hands on every blob that the commits of a range introduce, each once, with one of its paths.
  ///
  /// - Parameters:
  ///   - overlap: how many bytes of a window the next one repeats, for blobs over `windowSize`.
  ///   - consume: gets the blob, where in it the bytes begin, and the bytes. They are gone when it
  ///     returns; meanwhile git waits, so that nothing piles up.
  package nonisolated(nonsending) func forEachBlob(
    in range: RevisionRange, windowSize: Int = Self.windowSize, overlap: Int = Self.windowOverlap,
    _ consume: (Blob, _ offset: Int, Span<UInt8>) throws(GitError) -> Void
  ) async throws(GitError) {
    if range.isEmpty { return }
    try await forEachBlob(
      listed: .output(of: Self.blobList(of: range), input: range.input), windowSize, overlap,
      consume)
  }

  /// The command that lists the blobs of a range, each with a path.
  static func blobList(of range: RevisionRange) -> [String] {
    [
      "rev-list", "--objects", "--filter=object:type=blob", "--filter-provided-objects", "--stdin",
    ] + range.options
  }

  nonisolated(nonsending) func forEachBlob(
    listed input: Input, _ windowSize: Int, _ overlap: Int, _ consume: BlobStream.Consumer
  ) async throws(GitError) {
    var blobs = BlobStream(windowSize: windowSize, overlap: overlap)
    try await stream(
      Self.smallCache + ["cat-file", "--batch=\(BlobStream.format)", "--buffer"], input: input
    ) { chunk throws(GitError) in try blobs.feed(chunk, to: consume) }
    try blobs.finish()
  }
}
