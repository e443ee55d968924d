internal import CVectorscan

/// What one thread needs to search for a set's literals. Made once a thread.
@safe package struct LiteralSearcher: ~Copyable {
  private let set: LiteralSet
  private let scratch: OpaquePointer?

  package init(_ set: LiteralSet) throws(MatchingError) {
    self.set = set
    var scratch: OpaquePointer?
    if let database = unsafe set.database {
      let status = unsafe hs_alloc_scratch(database, &scratch)
      guard status == HS_SUCCESS else {
        throw MatchingError(.library, "no memory to search for literals (\(status))")
      }
    }
    unsafe self.scratch = scratch
  }

  deinit { unsafe hs_free_scratch(scratch) }

  /// Appends every occurrence of every literal, overlapping ones included, in no particular order.
  package mutating func search(
    _ text: Span<UInt8>, appendingTo hits: inout [LiteralHit]
  ) throws(MatchingError) {
    guard let database = unsafe set.database, text.count > 0 else { return }
    guard text.count <= Int32.max else {
      throw MatchingError(.limitReached, "\(text.count) bytes are too many for one search")
    }
    let status = unsafe text.withUnsafeBufferPointer { text in
      var collector = unsafe HitCollector(text: text, set: set, hits: [])
      unsafe swap(&collector.hits, &hits)
      defer { unsafe swap(&collector.hits, &hits) }
      return unsafe text.withMemoryRebound(to: CChar.self) { characters in
        var piece = characters.baseAddress
        var length = UInt32(characters.count)
        return unsafe withUnsafeMutablePointer(to: &collector) { collector in
          unsafe hs_scan_vector(
            database, &piece, &length, 1, 0, scratch, collectHit,
            UnsafeMutableRawPointer(collector))
        }
      }
    }
    guard status == HS_SUCCESS else {
      throw MatchingError(.library, "the search for literals failed (\(status))")
    }
  }
}

/// Where the library's callback puts what it finds.
@unsafe private struct HitCollector {
  let text: UnsafeBufferPointer<UInt8>
  let set: LiteralSet
  var hits: [LiteralHit]

  mutating func collect(_ searched: Int, end: Int) {
    // What only fills a small set up comes behind the wanted literals.
    guard unsafe searched < set.places.count else { return }
    let place = unsafe set.places[searched]
    let itself = unsafe set.comparisons[place.same.lowerBound]
    let start = end - Int(itself.count)
    unsafe hits.append(
      LiteralHit(literal: itself.literal, start: Int32(start), end: Int32(end)))
    unsafe compare(place.same.dropFirst(), at: start)
    if start > 0, unsafe place.bytesBefore.contains(text[start - 1]) {
      unsafe compare(place.before, at: start)
    }
    if unsafe end < text.count, unsafe place.bytesBehind.contains(text[end]) {
      unsafe compare(place.behind, at: start)
    }
  }

  private mutating func compare(_ candidates: Range<Int>, at start: Int) {
    for index in candidates {
      let comparison = unsafe set.comparisons[index]
      let first = start - Int(comparison.offset)
      guard unsafe stands(comparison, at: first) else { continue }
      unsafe hits.append(
        LiteralHit(
          literal: comparison.literal, start: Int32(first), end: Int32(first) + comparison.count))
    }
  }

  private func stands(_ comparison: LiteralSet.Comparison, at first: Int) -> Bool {
    guard first >= 0, unsafe first + Int(comparison.count) <= text.count else { return false }
    for index in 0..<Int(comparison.count) {
      let byte = unsafe text[first + index]
      guard
        unsafe (comparison.ignoresCase ? byte.lowercased : byte)
          == set.comparedBytes[Int(comparison.start) + index]
      else { return false }
    }
    return true
  }
}

/// The callback of `hs_scan`; goes on in every case.
private func collectHit(
  id: UInt32, from: UInt64, to: UInt64, flags: UInt32, context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let collector = unsafe context?.assumingMemoryBound(to: HitCollector.self) else { return 1 }
  unsafe collector.pointee.collect(Int(id), end: Int(to))
  return 0
}
