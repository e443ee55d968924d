#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

extension Span where Element == UInt8 {
  /// The first place of a byte in a range.
  package func firstIndex(of byte: UInt8, in range: Range<Int>) -> Int? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      guard let start = unsafe bytes.baseAddress,
        let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
  }

  /// The first place of a text in a range.
  package func firstRange(of text: StaticString, in range: Range<Int>) -> Range<Int>? {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe withUnsafeBufferPointer { bytes in
      guard let start = unsafe bytes.baseAddress,
        let found = unsafe memmem(
          start + range.lowerBound, range.count, text.utf8Start, text.utf8CodeUnitCount)
      else { return nil }
      let place = unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
      return place..<place + text.utf8CodeUnitCount
    }
  }
}
