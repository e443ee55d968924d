/// Finds the lines of a text as YAML counts them, reading no further than asked.
///
/// A line ends with LF, CR, CR LF, or one of the characters U+0085, U+2028 and U+2029, as YAML 1.1
/// has it and libyaml counts.
package struct YAMLLines: Sendable {
  private let bytes: [UInt8]
  /// The offsets of the lines found so far.
  private var starts = [0]
  private var position = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The bytes of a line without its end; lines count from 1. `nil` past the last one.
  package mutating func line(_ number: Int) -> ArraySlice<UInt8>? {
    while starts.count <= number, position < bytes.count {
      let width = breakWidth(at: position)
      position += max(width, 1)
      if width > 0 { starts.append(position) }
    }
    guard number >= 1, number <= starts.count else { return nil }
    let end = number < starts.count ? starts[number] : bytes.count
    var line = bytes[starts[number - 1]..<end]
    while let last = line.last, last == 0x0A || last == 0x0D { line.removeLast() }
    return line
  }

  /// How many bytes the line end at an offset has; 0 where there is none.
  private func breakWidth(at offset: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: 1
    case 0x0D: holds([0x0A], at: offset + 1) ? 2 : 1
    case 0xC2: holds([0x85], at: offset + 1) ? 2 : 0
    case 0xE2: holds([0x80, 0xA8], at: offset + 1) || holds([0x80, 0xA9], at: offset + 1) ? 3 : 0
    default: 0
    }
  }

  private func holds(_ expected: [UInt8], at offset: Int) -> Bool {
    offset + expected.count <= bytes.count && bytes[offset...].starts(with: expected)
  }
}
