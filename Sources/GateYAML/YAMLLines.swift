/// Lines of a text as YAML counts them.
package enum YAMLLines {
  /// The offset at which each line starts. A line ends with LF, CR, CR LF, or one of the
  /// characters U+0085, U+2028 and U+2029, as YAML 1.1 has it and libyaml counts.
  package static func starts(in bytes: [UInt8]) -> [Int] {
    var starts = [0]
    var index = 0
    while index < bytes.count {
      let width = breakWidth(bytes[index...])
      index += max(width, 1)
      if width > 0 { starts.append(index) }
    }
    return starts
  }

  /// How many bytes the line end at the front of `bytes` has; 0 where there is none.
  private static func breakWidth(_ bytes: ArraySlice<UInt8>) -> Int {
    switch bytes.first {
    case 0x0A: 1
    case 0x0D: bytes.dropFirst().first == 0x0A ? 2 : 1
    case 0xC2: bytes.dropFirst().first == 0x85 ? 2 : 0
    case 0xE2:
      bytes.starts(with: [0xE2, 0x80, 0xA8]) || bytes.starts(with: [0xE2, 0x80, 0xA9]) ? 3 : 0
    default: 0
    }
  }
}
