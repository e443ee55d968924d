internal import GateMatching

/// The literal that stands where a value is expected.
struct AssignedValue {
  var range: Range<Int>
  var isQuoted: Bool
  /// Whether it is the first of a list.
  var isInList: Bool

  /// - Returns: `nil` where there is no literal, but an expression, a sentence, or nothing.
  init?(
    from place: Int, behind form: Assignment.Form, of name: Range<Int>, in bytes: Span<UInt8>,
    isCode: Bool, takesBareValues: Bool = true
  ) {
    var place = bytes.skippingBlanks(from: place)
    if bytes.at(place).isLineBreak {
      guard isCode || form == .entry, form != .words,
        let quote = Self.quoteOnNextLine(after: place, in: bytes)
      else { return nil }
      place = quote
    }
    isInList = bytes.at(place) == UInt8(ascii: "[")
    place = Self.skippingWrappers(from: place, behind: form, in: bytes)
    if var quoted = Self.quoted(at: place, in: bytes) {
      quoted = Self.withoutInnerQuotes(quoted, in: bytes)
      guard Self.suits(quoted, behind: form, of: name, in: bytes) else { return nil }
      range = quoted
      isQuoted = true
    } else {
      guard takesBareValues, form != .argument, form != .call,
        let bare = Self.bare(from: place, behind: form, in: bytes),
        form != .element || bytes.has("</", at: bare.upperBound)
      else { return nil }
      range = bare
      isQuoted = false
    }
  }

  private static func quoteOnNextLine(after place: Int, in bytes: Span<UInt8>) -> Int? {
    let start = bytes.end(of: place, atMost: 200) { $0.isBlank || $0.isLineBreak }
    return bytes.at(start).isQuote ? start : nil
  }

  // MARK: Between quotes

  /// What stands between a quote and its fellow in the same line; both may be escaped.
  private static func quoted(at place: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    var start = place
    // b"", r'', u"", L"", @"".
    if prefixes.contains(bytes.at(start)), bytes.at(start + 1).isQuote { start += 1 }
    let quote = bytes.end(of: start, atMost: 3) { $0 == UInt8(ascii: "\\") }
    let isEscaped = quote > start
    let mark = bytes.at(quote)
    guard mark.isQuote else { return nil }
    start = quote + 1
    if bytes.at(start) == mark, bytes.at(start + 1) == mark { start += 2 }
    var end = start
    while end - start < Assignment.longestValue, bytes.at(end) != UInt8(ascii: "\n") {
      let byte = bytes[end]
      if byte == UInt8(ascii: "\\") {
        if isEscaped, bytes.at(end + 1) == mark { return start..<end }
        end += isEscaped ? 1 : 2
      } else if byte == mark {
        return start..<end
      } else {
        end += 1
      }
    }
    return nil
  }

  private static let prefixes = ByteSet("bBuUrRL@")

  /// `"\"value\""`: a literal inside a literal.
  private static func withoutInnerQuotes(
    _ value: Range<Int>, in bytes: Span<UInt8>
  ) -> Range<Int> {
    let opening = bytes.end(of: value.lowerBound, atMost: 1) { $0 == UInt8(ascii: "\\") }
    guard value.count > 4, bytes[opening].isQuote, bytes[value.upperBound - 1] == bytes[opening]
    else { return value }
    let escape = opening - value.lowerBound
    return opening + 1..<value.upperBound - 1 - escape
  }

  private static func suits(
    _ value: Range<Int>, behind form: Assignment.Form, of name: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    switch form {
    case .argument:
      // The last argument, not one of many and not the next key of a dictionary.
      let closing = bytes.end(of: value.upperBound, atMost: 4) {
        $0.isQuote || $0 == UInt8(ascii: "\\")
      }
      return bytes.at(bytes.skippingBlanks(from: closing)) == UInt8(ascii: ")")
    default:
      return true
    }
  }

  // MARK: Without quotes

  private static func bare(
    from place: Int, behind form: Assignment.Form, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    var end = bytes.end(of: place, atMost: Assignment.longestValue) { byte in
      !byte.isBlank && !byte.isLineBreak && !byte.isQuote && byte != UInt8(ascii: "<")
        && byte != UInt8(ascii: ">")
    }
    // An escape ends a value inside a literal: `"PASS=...\nUSER=x"`.
    var inside = place
    while inside + 1 < end {
      if bytes[inside] == UInt8(ascii: "\\"), "nrt".utf8.contains(bytes[inside + 1]) {
        end = inside
      } else if bytes[inside] == UInt8(ascii: ";") || bytes[inside] == UInt8(ascii: ","),
        startsEntry(at: inside + 1, in: bytes)
      {
        end = inside
      } else if form == .tight, bytes[inside] == UInt8(ascii: "&"),
        startsParameter(at: inside + 1, in: bytes)
      {
        end = inside
      }
      inside += 1
    }
    // `valid_<%= name %>` is put together by a template.
    if bytes.has("<%", at: end) { return nil }
    while end > place, endsWithRemainder(place..<end, in: bytes) { end -= 1 }
    return end > place ? place..<end : nil
  }

  /// Whether the last byte belongs to what is around the value: a separator, or a bracket that is
  /// not opened in it.
  private static func endsWithRemainder(_ value: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let opening: UInt8
    switch bytes[value.upperBound - 1] {
    case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\\"): return true
    case UInt8(ascii: ")"): opening = UInt8(ascii: "(")
    case UInt8(ascii: "]"): opening = UInt8(ascii: "[")
    case UInt8(ascii: "}"): opening = UInt8(ascii: "{")
    default: return false
    }
    let last = bytes[value.upperBound - 1]
    var depth = 0
    for place in value {
      if bytes[place] == opening { depth += 1 }
      if bytes[place] == last { depth -= 1 }
    }
    return depth < 0
  }

  /// Whether `Name=` starts here: the next entry of a connection string.
  private static func startsEntry(at place: Int, in bytes: Span<UInt8>) -> Bool {
    let end = bytes.end(of: place, atMost: 40) { $0.isLetter || $0 == UInt8(ascii: " ") }
    return end > place && bytes.at(end) == UInt8(ascii: "=")
  }

  /// Whether `&name=` of a query, its `&amp;`, or `&&` of a shell comes here.
  private static func startsParameter(at place: Int, in bytes: Span<UInt8>) -> Bool {
    if bytes.at(place) == UInt8(ascii: "&") || bytes.has("amp;", at: place) { return true }
    let end = bytes.end(of: place, atMost: 40) { $0.isNameByte || "[]-.".utf8.contains($0) }
    return bytes.at(end) == UInt8(ascii: "=")
  }

  // MARK: What a literal is wrapped in

  private static let reads: WordList = [
    "process.env", "import.meta.env", "os.environ", "os.getenv", "system.getenv", "getenv", "env(",
    "env[", "env.fetch", "environment.getenvironmentvariable",
  ]
  /// Functions that make a value of a literal.
  private static let makers: Set<String> = [
    "from", "b64decode", "byte", "bytes", "getbytes", "string", "str", "secret", "secretstr",
    "securestring",
  ]

  private static func skippingWrappers(
    from place: Int, behind form: Assignment.Form, in bytes: Span<UInt8>
  ) -> Int {
    var place = place
    if form == .entry { place = skippingType(from: place, in: bytes) }
    if bytes.at(place) == UInt8(ascii: "["), bytes.at(place + 1).isQuote { return place + 1 }
    if let fallback = fallback(of: place, in: bytes) { return fallback }
    // `createSecretKey(Buffer.from("...`
    for _ in 0..<2 {
      guard let argument = argument(ofMakerAt: place, in: bytes) else { break }
      place = argument
    }
    return place
  }

  /// What types are written with besides names, and what takes an element.
  private static let typeMarks = ByteSet("[]<>?| ")
  private static let indexMarks = ByteSet("[] ")

  /// `password: str = "..."`.
  private static func skippingType(from place: Int, in bytes: Span<UInt8>) -> Int {
    guard bytes.at(place).isLetter else { return place }
    let type = bytes.end(of: place, atMost: 40) {
      $0.isNameByte || typeMarks.contains($0)
    }
    guard bytes.at(type) == UInt8(ascii: "=") else { return place }
    let value = bytes.skippingBlanks(from: type + 1)
    return bytes.at(value).isQuote ? value : place
  }

  /// The literal that stands in for an unset variable: `process.env.KEY || "..."`.
  private static func fallback(of place: Int, in bytes: Span<UInt8>) -> Int? {
    guard bytes.at(place).isLetter, reads.stands(at: place, in: bytes) else { return nil }
    var end = place
    while end - place < 160, !bytes.at(end).isLineBreak {
      switch bytes[end] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let quote = bytes[end]
        end = bytes.end(of: end + 1, atMost: 80) { $0 != quote && !$0.isLineBreak } + 1
      case UInt8(ascii: ","), UInt8(ascii: "|"), UInt8(ascii: "?"):
        let sign = bytes.end(of: end, atMost: 2) { ",|?:".utf8.contains($0) }
        let value = bytes.skippingBlanks(from: sign)
        return bytes.at(value).isQuote ? value : nil
      case UInt8(ascii: " ") where bytes.has(" or ", at: end):
        return bytes.at(end + 4).isQuote ? end + 4 : nil
      default:
        end += 1
      }
    }
    return nil
  }

  private static func argument(ofMakerAt place: Int, in bytes: Span<UInt8>) -> Int? {
    guard bytes.at(place).isLetter || bytes.at(place) == UInt8(ascii: "[") else { return nil }
    let end = bytes.end(of: place, atMost: 40) { $0.isNameByte || indexMarks.contains($0) }
    guard bytes.at(end) == UInt8(ascii: "("), end > place else { return nil }
    let function = bytes.bytes(in: place..<end).split(separator: UInt8(ascii: ".")).last ?? []
    let words = IdentifierWords(function).words
    guard makers.contains(words.joined()) || words.first == "create" && words.last == "key" else {
      return nil
    }
    let argument = bytes.skippingBlanks(from: end + 1)
    return bytes.at(argument).isQuote || bytes.at(argument).isLetter ? argument : nil
  }
}
