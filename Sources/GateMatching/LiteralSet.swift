internal import CVectorscan
internal import Synchronization

/// Many literals, compiled to be looked for all at once. Shared between threads; searching needs
/// a `LiteralSearcher`.
///
/// A literal that contains another one is not given to the library: where the shorter one is
/// found, the longer one is compared. So the work hardly grows with the number of literals.
@safe package final class LiteralSet: Sendable {
  package let literals: [Literal]
  /// The literals that the library looks for: indices into `literals`.
  package let searched: [Int]
  /// What may stand where a searched literal is found, for each of them.
  let places: [Place]
  let comparisons: [Comparison]
  /// The bytes of all that is compared, one literal behind the other.
  let comparedBytes: [UInt8]
  nonisolated(unsafe) let database: OpaquePointer?

  /// A searched literal, and those that contain it, as indices into `comparisons`. Hardly ever is
  /// one of them there, which the bytes on either side of it tell at once.
  struct Place: Sendable {
    /// Itself first; behind it those of its length, which may want letters of one case.
    var same: Range<Int>
    /// Those that begin before it, and the bytes that they have there.
    var before: Range<Int>
    var bytesBefore = ByteSet()
    /// Those that only go on behind it, and the bytes that they have there.
    var behind: Range<Int>
    var bytesBehind = ByteSet()
  }

  /// Holds numbers alone, since this is looked at wherever a searched literal stands.
  struct Comparison: Sendable {
    let literal: Int32
    /// How far before the searched literal this one starts.
    let offset: Int32
    /// Where in `comparedBytes` it begins, and how many they are.
    let start: Int32
    let count: Int32
    let ignoresCase: Bool
  }

  /// The shortest literal that may be looked for, in bytes: a single byte is found everywhere.
  package static let shortest = 2

  package init(_ literals: [Literal]) throws(MatchingError) {
    if let short = literals.first(where: { $0.bytes.count < Self.shortest }) {
      let text = String(decoding: short.bytes, as: UTF8.self)
      throw MatchingError(.badPattern, "'\(text)' is too short to be looked for")
    }
    self.literals = literals
    let plan = SearchPlan(literals)
    searched = plan.searched
    var places: [Place] = []
    var comparisons: [Comparison] = []
    var bytes: [UInt8] = []
    for (searched, containers) in zip(plan.searched, plan.containers) {
      let length = literals[searched].bytes.count
      func add(_ chosen: [SearchPlan.Container]) -> Range<Int> {
        let first = comparisons.count
        for container in chosen {
          let literal = literals[container.literal]
          comparisons.append(
            Comparison(
              literal: Int32(container.literal), offset: Int32(container.offset),
              start: Int32(bytes.count), count: Int32(literal.bytes.count),
              ignoresCase: literal.ignoresCase))
          bytes += literal.bytes
        }
        return first..<comparisons.count
      }
      let before = containers.filter { $0.offset > 0 }
      let rest = containers.filter { $0.offset == 0 }
      let behind = rest.filter { literals[$0.literal].bytes.count > length }
      var place = Place(
        same: add(rest.filter { literals[$0.literal].bytes.count == length }),
        before: add(before), behind: add(behind))
      for container in before {
        place.bytesBefore.insert(literals[container.literal], at: container.offset - 1)
      }
      for container in behind { place.bytesBehind.insert(literals[container.literal], at: length) }
      places.append(place)
    }
    self.places = places
    self.comparisons = comparisons
    comparedBytes = bytes
    unsafe database =
      plan.searched.isEmpty
      ? nil : try Self.compile(plan.searched.map { literals[$0] })
  }

  deinit { unsafe hs_free_database(database) }

  /// The set of these literals. Asked for the same ones again, the one that there is: compiling is
  /// the longest part of a start, and may have begun before the command line was read.
  package static func kept(_ literals: [Literal]) throws(MatchingError) -> LiteralSet {
    try last.withLock { last throws(MatchingError) in
      if let last, last.literals == literals { return last }
      let set = try LiteralSet(literals)
      last = set
      return set
    }
  }

  private static let last = Mutex<LiteralSet?>(nil)

  /// Literals that a set is filled up to.
  ///
  /// For small sets Vectorscan takes an algorithm (Teddy) that in version 5.4.9 misses literals in
  /// the last 31 bytes of a text, depending on how the text lies in memory. From about ten literals
  /// on nothing is missed, and beyond a hundred the other algorithm (FDR) is certain.
  private static let fewest = 128

  /// Something to fill a set up with: no text holds it, since UTF-8 has neither 0xFE nor 0xFF.
  private static func filler(_ number: Int) -> Literal {
    Literal([0xFE, UInt8(truncatingIfNeeded: number), 0xFF, 0xFE, 0xFF])
  }

  /// For a text that comes in pieces, of which there is one: for one whole text Vectorscan also
  /// builds an automaton for short texts, which takes 37 ms for 475 literals instead of 5 ms.
  ///
  /// - Parameter wanted: the literals, whose places are their ids; what fills them up comes behind.
  private static func compile(_ wanted: [Literal]) throws(MatchingError) -> OpaquePointer? {
    let literals = wanted + (0..<max(0, fewest - wanted.count)).map(filler)
    // One block holds all the bytes, so that no pointer outlives its literal.
    let text = literals.flatMap { $0.bytes.map { CChar(bitPattern: $0) } }
    let lengths = literals.map(\.bytes.count)
    let flags = literals.map { $0.ignoresCase ? UInt32(HS_FLAG_CASELESS) : 0 }
    let ids = literals.indices.map { UInt32($0) }
    var database: OpaquePointer?
    var problem: UnsafeMutablePointer<hs_compile_error_t>?
    let status = unsafe text.withUnsafeBufferPointer { text in
      var starts: [UnsafePointer<CChar>?] = unsafe []
      var offset = 0
      for length in lengths {
        unsafe starts.append(text.baseAddress.map { unsafe $0 + offset })
        offset += length
      }
      return unsafe hs_compile_lit_multi(
        starts, flags, ids, lengths, UInt32(literals.count), UInt32(HS_MODE_VECTORED), nil,
        &database, &problem)
    }
    guard status == HS_SUCCESS else {
      let message =
        unsafe problem.flatMap { unsafe $0.pointee.message }
        .map { unsafe String(cString: $0) } ?? "error \(status)"
      unsafe hs_free_compile_error(problem)
      throw MatchingError(.library, "the literals can't be compiled: \(message)")
    }
    return unsafe database
  }
}

/// Which literals are looked for, and which are compared where those are found.
private struct SearchPlan {
  var searched: [Int] = []
  /// For each of them the literals that contain it, itself first.
  var containers: [[Container]] = []

  /// A literal, and how far into it the searched one starts.
  struct Container {
    var literal: Int
    var offset: Int
  }

  /// The searched literals by their first two bytes in lower case.
  private var byPrefix: [UInt16: [Int]] = [:]

  init(_ literals: [Literal]) {
    // The shortest first, so that a literal meets those it may contain.
    let order = literals.indices.sorted {
      (literals[$0].bytes.count, $0) < (literals[$1].bytes.count, $1)
    }
    for index in order {
      let literal = literals[index]
      if let (place, offset) = container(of: literal, among: literals) {
        containers[place].append(Container(literal: index, offset: offset))
      } else {
        byPrefix[Self.prefix(literal.bytes, at: 0), default: []].append(searched.count)
        searched.append(index)
        containers.append([Container(literal: index, offset: 0)])
      }
    }
  }

  /// The longest searched literal that is part of this one: the longer, the fewer comparisons.
  private func container(
    of literal: Literal, among literals: [Literal]
  ) -> (place: Int, offset: Int)? {
    var best: (place: Int, offset: Int)?
    var length = 0
    for start in 0..<literal.bytes.count - 1 {
      for place in byPrefix[Self.prefix(literal.bytes, at: start)] ?? [] {
        let candidate = literals[searched[place]]
        guard candidate.bytes.count > length, let offset = candidate.offset(in: literal) else {
          continue
        }
        best = (place, offset)
        length = candidate.bytes.count
      }
    }
    return best
  }

  private static func prefix(_ bytes: [UInt8], at start: Int) -> UInt16 {
    UInt16(bytes[start].lowercased) << 8 | UInt16(bytes[start + 1].lowercased)
  }
}
