/// Words looked for in names, however they are spelled there: `dd_api` also finds `DD-API` and
/// `ddApi`. Looking costs the same for one word and for a thousand.
struct NameTrie: Sendable {
  /// For each node the next one by letter or digit; 0 where there is none, since node 0 is the root.
  private var next: [Int32] = Array(repeating: 0, count: width)
  /// For each node the word that ends there, or -1.
  private var ends: [Int32] = [-1]

  /// Letters and digits.
  private static let width = 36
  /// Bytes of a word that is hardly the start of another one by chance.
  private static let longWord = 5

  /// How many different words there are.
  private var count = 0

  /// Adds a word, of which letters and digits count.
  ///
  /// - Returns: its number: that of an equal word, or the next one from 0 on.
  mutating func insert(_ word: String) -> Int {
    var node = 0
    for byte in word.utf8 {
      guard let column = Self.column(of: byte) else { continue }
      let place = node * Self.width + column
      if next[place] == 0 {
        next[place] = Int32(ends.count)
        next.append(contentsOf: repeatElement(0, count: Self.width))
        ends.append(-1)
      }
      node = Int(next[place])
    }
    if ends[node] < 0 {
      ends[node] = Int32(count)
      count += 1
    }
    return Int(ends[node])
  }

  /// Calls `found` with each word that stands in the range as a word; long ones may also go on, as
  /// in `datadogkey`.
  func forEachWord(in range: Range<Int>, of bytes: Span<UInt8>, _ found: (Int) -> Void) {
    var before: UInt8 = 0
    for start in range {
      let byte = bytes[start]
      if Self.column(of: byte) != nil, Self.startsWord(byte, behind: before) {
        walk(from: start, to: range.upperBound, in: bytes, found)
      }
      before = byte
    }
  }

  private func walk(
    from start: Int, to end: Int, in bytes: Span<UInt8>, _ found: (Int) -> Void
  ) {
    var node = 0
    var place = start
    while place < end {
      if let column = Self.column(of: bytes[place]) {
        node = Int(next[node * Self.width + column])
        if node == 0 { return }
        if ends[node] >= 0,
          place + 1 - start >= Self.longWord || Self.endsWord(at: place, to: end, in: bytes)
        {
          found(Int(ends[node]))
        }
      } else if !Self.isSeparator(bytes[place]) || !Self.isSeparated(place, in: bytes) {
        return
      }
      place += 1
    }
  }

  private static func startsWord(_ byte: UInt8, behind before: UInt8) -> Bool {
    !before.isLetter || !before.isUppercase && byte.isUppercase
  }

  private static func endsWord(at place: Int, to end: Int, in bytes: Span<UInt8>) -> Bool {
    guard place + 1 < end, bytes[place + 1].isLetter else { return true }
    return bytes[place + 1].isUppercase && !bytes[place].isUppercase
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
  /// Whether a separator stands alone.
  private static func isSeparated(_ place: Int, in bytes: Span<UInt8>) -> Bool {
    place > 0 && column(of: bytes[place - 1]) != nil
  }

  private static func column(of byte: UInt8) -> Int? {
    if byte.isLetter { return Int(byte.lowercased - UInt8(ascii: "a")) }
    if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      return 26 + Int(byte - UInt8(ascii: "0"))
    }
    return nil
  }
}
