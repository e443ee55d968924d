/// The files of a tar archive, one after another.
///
/// https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06
struct TarReader {
  private static let block = 512
  private static let magic = Array("ustar".utf8)
  private static let magicOffset = 257

  private let bytes: [UInt8]
  private var position = 0
  /// A name that the next header is too small for.
  private var longName: String?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func isTar(_ sample: some RandomAccessCollection<UInt8>) -> Bool {
    sample.count >= block
      && sample.dropFirst(magicOffset).prefix(magic.count).elementsEqual(magic)
  }

  /// A regular file; `nil` at the end. `isBroken` says whether the archive ended before its end.
  mutating func next() -> (name: String, content: ArraySlice<UInt8>)? {
    while position + Self.block <= bytes.count {
      let header = bytes[position..<position + Self.block]
      if header.allSatisfy({ $0 == 0 }) { return nil }
      guard let size = Self.size(in: header) else { return stop() }
      let start = position + Self.block
      guard size <= bytes.count - start else { return stop() }
      let content = bytes[start..<start + size]
      position = start + (size + Self.block - 1) / Self.block * Self.block
      switch header[header.startIndex + 156] {
      case UInt8(ascii: "0"), 0, UInt8(ascii: "7"):
        defer { longName = nil }
        return (longName ?? Self.name(in: header), content)
      case UInt8(ascii: "L"): longName = Self.text(content)
      case UInt8(ascii: "x"): longName = Self.path(inAttributes: content) ?? longName
      default: longName = nil
      }
    }
    return nil
  }

  private(set) var isBroken = false

  private mutating func stop() -> (name: String, content: ArraySlice<UInt8>)? {
    isBroken = true
    return nil
  }

  /// Octal digits, or a big-endian number behind a byte with its highest bit set.
  private static func size(in header: ArraySlice<UInt8>) -> Int? {
    let field = header.dropFirst(124).prefix(12)
    guard let first = field.first else { return nil }
    if first & 0x80 != 0 {
      guard field.dropFirst().prefix(4).allSatisfy({ $0 == 0 }) else { return nil }
      return field.suffix(7).reduce(0) { $0 << 8 | Int($1) }
    }
    let digits = field.filter { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
    return digits.reduce(0) { $0 << 3 | Int($1 - UInt8(ascii: "0")) }
  }

  private static func name(in header: ArraySlice<UInt8>) -> String {
    let name = text(header.prefix(100))
    let prefix = text(header.dropFirst(345).prefix(155))
    return prefix.isEmpty ? name : "\(prefix)/\(name)"
  }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// `path` of pax's attributes: lines of `length key=value`.
  private static func path(inAttributes bytes: ArraySlice<UInt8>) -> String? {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let entry = line.drop { $0 != UInt8(ascii: " ") }.dropFirst()
      if entry.starts(with: "path=".utf8) {
        return String(decoding: entry.dropFirst(5), as: UTF8.self)
      }
    }
    return nil
  }
}
