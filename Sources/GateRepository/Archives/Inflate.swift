internal import CZlib

/// Unpacks deflate (RFC 1951) and gzip (RFC 1952), never to more bytes than it is told.
///
/// Calls C functions with pointers, as zlib's interface wants.
enum Inflate {
  /// zlib's `windowBits`: how the stream is wrapped, with the largest window.
  enum Wrapping: Int32 {
    case none = -15
    case gzip = 31
  }

  /// Bytes that the result grows by at once.
  private static let step = 64 << 10

  /// - Parameters:
  ///   - input: one stream of deflate, or any number of gzip's members.
  ///   - limit: the most bytes that may come out.
  static func bytes(
    of input: ArraySlice<UInt8>, _ wrapping: Wrapping, limit: Int
  ) throws(InflateError) -> [UInt8] {
    var stream = unsafe z_stream()
    guard unsafe gate_inflate_begin(&stream, wrapping.rawValue) == Z_OK else {
      throw .broken
    }
    defer { unsafe inflateEnd(&stream) }
    let result = unsafe input.withUnsafeBufferPointer { input -> Result<[UInt8], InflateError> in
      unsafe stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      unsafe stream.avail_in = UInt32(input.count)
      return unsafe run(&stream, wrapping, limit: limit)
    }
    return try result.get()
  }

  private static func run(
    _ stream: inout z_stream, _ wrapping: Wrapping, limit: Int
  ) -> Result<[UInt8], InflateError> {
    var output: [UInt8] = []
    while true {
      let filled = output.count
      guard filled <= limit else { return .failure(.tooLarge) }
      output.append(contentsOf: repeatElement(0, count: step))
      let status = unsafe output.withUnsafeMutableBufferPointer { buffer in
        unsafe stream.next_out = buffer.baseAddress.map { unsafe $0 + filled }
        unsafe stream.avail_out = UInt32(step)
        return unsafe inflate(&stream, Z_NO_FLUSH)
      }
      output.removeLast(unsafe Int(stream.avail_out))
      let isPadding = unsafe wrapping == .gzip && filled > 0 && stream.total_out == 0
      if status == Z_OK { continue }
      // What stands behind the last member of a gzip file is padding.
      if status != Z_STREAM_END, !isPadding { return .failure(.broken) }
      guard output.count <= limit else { return .failure(.tooLarge) }
      // Another member of a gzip file may follow.
      let isMore = unsafe wrapping == .gzip && !isPadding && stream.avail_in > 0
      guard isMore, unsafe inflateReset(&stream) == Z_OK else { return .success(output) }
    }
  }
}
