#if canImport(Darwin)
  internal import Darwin
#else
  internal import Glibc
#endif

/// How much a text surprises.
package enum Entropy {
  /// Shannon's entropy of the bytes' frequencies, in bits per byte.
  package static func bits(of range: Range<Int>, in bytes: Span<UInt8>) -> Double {
    guard !range.isEmpty else { return 0 }
    var counts = [Int](repeating: 0, count: 256)
    for index in range { counts[Int(bytes[index])] += 1 }
    let total = Double(range.count)
    return counts.reduce(0) { sum, count in
      guard count > 0 else { return sum }
      let share = Double(count) / total
      return sum - share * log2(share)
    }
  }
}
