internal import GateModel

/// Bytes that are read from their beginning to their end, a buffer at a time.
package protocol ByteSource: ~Copyable {
  /// Fills `buffer` from `start` to its end.
  ///
  /// - Returns: how many bytes came; fewer than there was room for only at the end.
  mutating func read(into buffer: inout [UInt8], from start: Int) throws(FileError) -> Int
}

extension OpenFile: ByteSource {}
