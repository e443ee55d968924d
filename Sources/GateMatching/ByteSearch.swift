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
      guard let start = bytes.baseAddress,
        let found = unsafe memchr(start + range.lowerBound, Int32(byte), range.count)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }
  }

  /// The first place of a text in a range.
  package func firstRange(of text: StaticString, in range: Range<Int>) -> Range<Int>? {
    let length = text.utf8CodeUnitCount
    guard length > 0, range.count >= length else { return nil }
    let last = range.upperBound - length + 1
    var start = range.lowerBound
    let first = unsafe text.utf8Start.pointee
    while let place = firstIndex(of: first, in: start..<last) {
      let isText = unsafe withUnsafeBufferPointer { bytes in
        guard let base = bytes.baseAddress else { return false }
        return unsafe memcmp(base + place, text.utf8Start, length) == 0
      }
      if isText { return place..<place + length }
      start = place + 1
    }
    return nil
  }
}
