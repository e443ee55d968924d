internal import GateMatching

extension Span where Element == UInt8 {
  /// A copy of the bytes in a range.
  package func bytes(in range: Range<Int>) -> [UInt8] {
    var copy: [UInt8] = []
    copy.reserveCapacity(range.count)
    for index in range { copy.append(self[index]) }
    return copy
  }

  /// The line that holds a place, without its line break, and no further than `reach` bytes to
  /// either side: a file may be one line.
  package func line(around place: Int, reach: Int) -> Range<Int> {
    var start = place
    while start > 0, place - start < reach, self[start - 1] != UInt8(ascii: "\n") { start -= 1 }
    let limit = min(count, place + reach)
    var end = firstIndex(of: UInt8(ascii: "\n"), in: place..<limit) ?? limit
    end = firstIndex(of: UInt8(ascii: "\r"), in: place..<end) ?? end
    return start..<end
  }
}
