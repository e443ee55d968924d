/// The members of a JSON object that are texts or numbers; members of members are passed over.
///
/// Enough for the claims of a token, whose bytes come from a file and may be anything.
package struct FlatJSON {
  private var texts: [String: String] = [:]
  private var numbers: [String: Double] = [:]
  private var names: Set<String> = []

  package init(_ bytes: [UInt8]) {
    var reader = Reader(bytes: bytes)
    guard reader.take(UInt8(ascii: "{")) else { return }
    while let name = reader.string() {
      guard reader.take(UInt8(ascii: ":")) else { return }
      names.insert(name)
      if let text = reader.string() {
        texts[name] = text
      } else if let number = reader.number() {
        numbers[name] = number
      } else if !reader.skipValue() {
        return
      }
      guard reader.take(UInt8(ascii: ",")) else { return }
    }
  }

  package func text(_ name: String) -> String? { texts[name] }
  package func number(_ name: String) -> Double? { numbers[name] }
  /// Whether there is such a member, whatever its value.
  package func has(_ name: String) -> Bool { names.contains(name) }

  private struct Reader {
    let bytes: [UInt8]
    var place = 0

    mutating func skipSpace() {
      while place < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[place]) { place += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
      skipSpace()
      guard place < bytes.count, bytes[place] == byte else { return false }
      place += 1
      return true
    }

    /// A string; its escapes stay as they are, since no claim that is asked for has any.
    mutating func string() -> String? {
      let start = place
      guard take(UInt8(ascii: "\"")) else { return nil }
      let first = place
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      guard place < bytes.count else {
        place = start
        return nil
      }
      place += 1
      return String(decoding: bytes[first..<place - 1], as: UTF8.self)
    }

    mutating func number() -> Double? {
      skipSpace()
      let start = place
      while place < bytes.count, "+-.eE0123456789".utf8.contains(bytes[place]) { place += 1 }
      return Double(String(decoding: bytes[start..<place], as: UTF8.self))
    }

    /// Passes over an object, a list or a word.
    mutating func skipValue() -> Bool {
      var depth = 0
      skipSpace()
      while place < bytes.count {
        switch bytes[place] {
        case UInt8(ascii: "\""):
          guard string() != nil else { return false }
          continue
        case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
        case UInt8(ascii: "}"), UInt8(ascii: "]"):
          if depth == 0 { return true }
          depth -= 1
        case UInt8(ascii: ","):
          if depth == 0 { return true }
        default: break
        }
        place += 1
      }
      return depth == 0
    }
  }
}
