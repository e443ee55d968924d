internal import GateModel
internal import GateRepository
internal import GateScan

/// Reads the text of a source: as it is, or turned from UTF-16 into UTF-8.
struct SweepText<Source: ByteSource & ~Copyable>: ~Copyable {
  private var source: Source
  private var decoder: UTF16Reader?
  /// Bytes of UTF-16 as they were read.
  private var raw: [UInt8] = []
  /// Text that found no room yet.
  private var waiting: [UInt8] = []
  /// Bytes read from the source.
  private(set) var bytes = 0

  init(_ source: consuming Source) { self.source = source }

  /// Fills the buffer with the beginning of the text.
  ///
  /// - Returns: how many bytes came; `nil` for what is no text.
  mutating func begin(into buffer: inout [UInt8]) throws(FileError) -> Int? {
    let first = min(Self.firstBytes, buffer.count)
    var count = try source.read(into: &buffer, at: 0..<first)
    let encoding = TextEncoding(sample: buffer.span.extracting(0..<count))
    if encoding != nil, count == first {
      count += try source.read(into: &buffer, at: first..<buffer.count)
    }
    bytes = count
    switch encoding {
    case nil: return nil
    case .bytes: return count
    case .utf16(let isBigEndian):
      var decoder = UTF16Reader(isBigEndian: isBigEndian)
      decoder.append(buffer.span.extracting(0..<count), to: &waiting)
      self.decoder = decoder
      raw = Array(repeating: 0, count: count < buffer.count ? 0 : buffer.count)
      return try read(into: &buffer, at: 0..<buffer.count)
    }
  }

  /// Bytes that are read before it is known whether they are text: of most files all, and of an
  /// image hardly more than it takes to tell.
  private static var firstBytes: Int { 4 * TextEncoding.sampleSize }

  /// Reads on, as `ByteSource.read` does.
  mutating func read(into buffer: inout [UInt8], at part: Range<Int>) throws(FileError) -> Int {
    guard var decoder else {
      let count = try source.read(into: &buffer, at: part)
      bytes += count
      return count
    }
    var text: [UInt8] = []
    swap(&text, &waiting)
    while text.count < part.count, !raw.isEmpty {
      let count = try source.read(into: &raw, at: 0..<raw.count)
      bytes += count
      decoder.append(raw.span.extracting(0..<count), to: &text)
      if count < raw.count { raw = [] }
    }
    swap(&text, &waiting)
    self.decoder = decoder
    let count = min(waiting.count, part.count)
    for index in 0..<count { buffer[part.lowerBound + index] = waiting[index] }
    waiting.removeFirst(count)
    return count
  }
}
