extension UInt8 {
  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  var isLowercase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
  var isUppercase: Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
  var isLetter: Bool { (self | 0x20).isLowercase }
  var isHexDigit: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
  }
  /// A space or a tab.
  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
  var isLineBreak: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }
  /// Opens and closes a literal in some language.
  var isQuote: Bool {
    self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") || self == UInt8(ascii: "`")
  }
  /// Part of an identifier, a key with dots, a header or a flag: a letter, a digit, `_`, `-`, `.`.
  var isNameByte: Bool {
    // A bit for each character of ASCII: this is asked of every byte around a hit.
    let bits: UInt64 = self < 64 ? 0x03FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return self < 128 && bits &>> (self & 63) & 1 == 1
  }
  /// White space, a quote, a bracket, or one of `,;<>\`.
  var endsRun: Bool {
    let bits: UInt64 = self < 64 ? 0x5800_1385_0000_2600 : 0x2800_0001_3800_0000
    return self < 128 && bits &>> (self & 63) & 1 == 1
  }
  /// The ASCII letter in lower case; any other byte as it is.
  var lowercased: UInt8 { isUppercase ? self | 0x20 : self }
}

extension Span where Element == UInt8 {
  /// The byte at a place; a line break where there is none.
  func at(_ place: Int) -> UInt8 {
    place >= 0 && place < count ? self[place] : UInt8(ascii: "\n")
  }

  func skippingBlanks(from place: Int) -> Int {
    var place = place
    while at(place).isBlank { place += 1 }
    return place
  }

  /// The place of the last byte before `place` that is not blank.
  func lastNonBlank(before place: Int) -> Int {
    var place = place - 1
    while at(place).isBlank { place -= 1 }
    return place
  }

  /// Where a run of bytes ends that starts at `place`.
  func end(of place: Int, atMost most: Int, where belongs: (UInt8) -> Bool) -> Int {
    var end = place
    while end < count, end - place < most, belongs(self[end]) { end += 1 }
    return end
  }

  /// Where a run of bytes starts that ends before `place`.
  func start(before place: Int, atMost most: Int, where belongs: (UInt8) -> Bool) -> Int {
    var start = place
    while start > 0, place - start < most, belongs(self[start - 1]) { start -= 1 }
    return start
  }

  /// Whether a text in lower-case ASCII stands at a place, in any case.
  func has(_ text: String, at place: Int) -> Bool {
    guard place >= 0, place + text.utf8.count <= count else { return false }
    for (offset, byte) in text.utf8.enumerated() where self[place + offset].lowercased != byte {
      return false
    }
    return true
  }
}
