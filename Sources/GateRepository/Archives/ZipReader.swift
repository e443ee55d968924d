/// The files of a zip archive, by its central directory.
///
/// https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
struct ZipReader {
  /// A file as the directory describes it.
  struct Entry {
    var name: String
    var isEncrypted: Bool
    var method: Int
    var packedSize: Int
    var size: Int
    /// Where its local header stands.
    var header: Int
  }

  private static let endOfDirectory: UInt32 = 0x0605_4b50
  private static let directoryEntry: UInt32 = 0x0201_4b50
  private static let localHeader: UInt32 = 0x0403_4b50
  /// Bytes of the record at the end, without the comment, which is the longest that can follow.
  private static let endSize = 22
  private static let longestComment = 65_535
  private static let directoryEntrySize = 46
  private static let localHeaderSize = 30
  private static let encryptedFlag = 1
  private static let stored = 0
  private static let deflated = 8

  private let bytes: [UInt8]
  /// What stands before the archive, as in one that unpacks itself.
  private let offset: Int
  let entries: [Entry]

  /// - Returns: `nil` where there is no directory, or one that goes beyond the file.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    let earliest = max(0, bytes.count - Self.endSize - Self.longestComment)
    var end = bytes.count - Self.endSize
    while end >= earliest, Self.number(4, in: bytes, at: end) != Self.endOfDirectory { end -= 1 }
    guard end >= earliest, let count = Self.number(2, in: bytes, at: end + 10),
      let size = Self.number(4, in: bytes, at: end + 12),
      let start = Self.number(4, in: bytes, at: end + 16), end - Int(size) >= 0
    else { return nil }
    offset = end - Int(size) - Int(start)
    guard offset >= 0 else { return nil }
    var entries: [Entry] = []
    var place = end - Int(size)
    for _ in 0..<count {
      guard let (entry, next) = Self.entry(in: bytes, at: place) else { return nil }
      entries.append(entry)
      place = next
    }
    self.entries = entries
  }

  private static func entry(in bytes: [UInt8], at place: Int) -> (Entry, next: Int)? {
    guard number(4, in: bytes, at: place) == directoryEntry,
      let flags = number(2, in: bytes, at: place + 8),
      let method = number(2, in: bytes, at: place + 10),
      let packed = number(4, in: bytes, at: place + 20),
      let size = number(4, in: bytes, at: place + 24),
      let nameLength = number(2, in: bytes, at: place + 28),
      let extraLength = number(2, in: bytes, at: place + 30),
      let commentLength = number(2, in: bytes, at: place + 32),
      let header = number(4, in: bytes, at: place + 42)
    else { return nil }
    let name = place + directoryEntrySize
    let next = name + Int(nameLength) + Int(extraLength) + Int(commentLength)
    guard next <= bytes.count else { return nil }
    let entry = Entry(
      name: String(decoding: bytes[name..<name + Int(nameLength)], as: UTF8.self),
      isEncrypted: Int(flags) & encryptedFlag != 0, method: Int(method), packedSize: Int(packed),
      size: Int(size), header: Int(header))
    return (entry, next)
  }

  /// The content of a file; what went wrong where it can't be had.
  func content(of entry: Entry, limit: Int) -> Result<[UInt8], ArchiveProblem> {
    func problem(_ words: String) -> Result<[UInt8], ArchiveProblem> {
      .failure(ArchiveProblem(entry: entry.name, words))
    }
    if entry.isEncrypted { return problem("is encrypted") }
    if entry.size > limit { return problem("unpacks to \(entry.size) bytes") }
    let header = offset + entry.header
    guard Self.number(4, in: bytes, at: header) == Self.localHeader,
      let nameLength = Self.number(2, in: bytes, at: header + 26),
      let extraLength = Self.number(2, in: bytes, at: header + 28)
    else { return problem("is broken") }
    let start = header + Self.localHeaderSize + Int(nameLength) + Int(extraLength)
    guard start + entry.packedSize <= bytes.count else { return problem("is broken") }
    let packed = bytes[start..<start + entry.packedSize]
    switch entry.method {
    case Self.stored: return .success(Array(packed))
    case Self.deflated:
      do {
        return .success(try Inflate.bytes(of: packed, .none, limit: limit))
      } catch {
        return problem(
          error == .tooLarge ? "unpacks to more than \(limit) bytes" : "is broken")
      }
    default: return problem("is packed by method \(entry.method)")
    }
  }

  /// A little-endian number of 2 or 4 bytes; `nil` beyond the file.
  private static func number(_ width: Int, in bytes: [UInt8], at place: Int) -> UInt32? {
    guard place >= 0, place + width <= bytes.count else { return nil }
    return (0..<width).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
  }
}

extension ArchiveProblem: Error {}
