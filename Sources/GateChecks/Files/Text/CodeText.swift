/// Code with its comments blanked, line for line.
enum CodeText {
  /// `//` and `/* */`, and `#` where `hash` says so; strings are left as they are.
  static func withoutComments(_ file: TextFile, hash: Bool) -> [[UInt8]] {
    var inBlock = false
    return file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      withoutComments(in: $0, hash: hash, inBlock: &inBlock)
    }
  }

  private static func withoutComments(
    in line: ArraySlice<UInt8>, hash: Bool, inBlock: inout Bool
  ) -> [UInt8] {
    var kept: [UInt8] = []
    var quote: UInt8?
    var position = line.startIndex
    while position < line.endIndex {
      let byte = line[position]
      let following = position + 1 < line.endIndex ? line[position + 1] : 0
      if inBlock {
        if byte == UInt8(ascii: "*"), following == UInt8(ascii: "/") {
          inBlock = false
          position += 1
        }
      } else if let open = quote {
        kept.append(byte)
        if byte == UInt8(ascii: "\\"), following != 0 {
          kept.append(following)
          position += 1
        } else if byte == open {
          quote = nil
        }
      } else if byte == UInt8(ascii: "/"), following == UInt8(ascii: "*") {
        inBlock = true
        position += 1
      } else if byte == UInt8(ascii: "/"), following == UInt8(ascii: "/") {
        return kept
      } else if hash, byte == UInt8(ascii: "#") {
        return kept
      } else {
        if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`") {
          quote = byte
        }
        kept.append(byte)
      }
      position += 1
    }
    return kept
  }
}
