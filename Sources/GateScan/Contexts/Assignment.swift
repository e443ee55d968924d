/// A name and the literal value given to it, in whatever language or format.
struct Assignment {
  /// How name and value belong together.
  enum Form {
    /// `NAME=value`, as a shell, an environment file or a connection string writes it.
    case tight
    /// `name = value`, `name := value`.
    case spaced
    /// `name: value`, `name => value`.
    case entry
    /// `name == "value"`, and `"value" == name`.
    case comparison
    /// `put("name", "value")`.
    case argument
    /// `setName("value")`.
    case call
    /// `<name>value</name>`.
    case element
    /// `--name value`, `NAME value`.
    case words
  }

  var name: Range<Int>
  var value: Range<Int>
  var form: Form
  /// Whether the value stands between quotes.
  var isQuoted: Bool
  /// Whether name and value may stand beside each other by chance: only a random value counts.
  var isLoose = false

  /// Bytes of the longest name that is read.
  static let longestName = 100
  /// Bytes of the longest value that is read.
  static let longestValue = 4096

  init(name: Range<Int>, value: Range<Int>, form: Form, isQuoted: Bool) {
    self.name = name
    self.value = value
    self.form = form
    self.isQuoted = isQuoted
  }

  /// - Parameters:
  ///   - isCode: whether the file is in a programming language, where what is not between quotes
  ///     is an expression.
  ///   - takesBareValues: whether what is not between quotes counts at all.
  /// - Returns: `nil` where nothing is assigned, or no literal.
  init?(to name: Range<Int>, in bytes: Span<UInt8>, isCode: Bool, takesBareValues: Bool = true) {
    self.name = name
    if Self.isReferred(name, in: bytes) {
      guard let value = Self.fallback(behind: name, in: bytes) else { return nil }
      form = .entry
      self.value = value
      isQuoted = true
      isLoose = true
    } else if let sign = AssignmentSign(behind: name, in: bytes) {
      guard
        let value = AssignedValue(
          from: sign.end, behind: sign.form, of: name, in: bytes, isCode: isCode,
          takesBareValues: takesBareValues)
      else { return nil }
      form = sign.form
      isLoose =
        value.isInList || Self.isLoose(sign.form, name: name, value: value.range, in: bytes)
      self.value = value.range
      isQuoted = value.isQuoted
    } else if let value = Self.valueCompared(before: name, in: bytes) {
      form = .comparison
      self.value = value
      isQuoted = true
    } else {
      return nil
    }
  }

  /// The whole name that a word is part of; `nil` where it can't be one that something is assigned to.
  static func name(around word: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    var start = bytes.start(before: word.lowerBound, atMost: longestName, where: \.isNameByte)
    let end = bytes.end(of: word.upperBound, atMost: longestName, where: \.isNameByte)
    // The `n` of an escaped line break is no part of the name: `"USER=x\nPASS=y"`.
    if bytes.at(start - 1) == UInt8(ascii: "\\"), start < word.lowerBound { start += 1 }
    // The host of `user@host:port`.
    if bytes.at(start - 1) == UInt8(ascii: "@"), bytes.at(start - 2).isNameByte { return nil }
    while start < end, bytes[start] == UInt8(ascii: ".") { start += 1 }
    return start..<end
  }

  /// Words of functions that take a name and the value for it.
  private static let setters: Set<String> = [
    "add", "append", "config", "default", "define", "env", "field", "fill", "header", "insert",
    "param", "property", "put", "set", "setenv", "type", "with",
  ]

  private static func isLoose(
    _ form: Form, name: Range<Int>, value: Range<Int>, in bytes: Span<UInt8>
  ) -> Bool {
    switch form {
    case .words:
      // `--name value`, `#define NAME value`, and `name "value"` as a statement of its own.
      let isStatement =
        bytes.at(bytes.lastNonBlank(before: name.lowerBound)).isLineBreak
        && bytes.at(bytes.skippingBlanks(from: value.upperBound + 1)).isLineBreak
      return !isStatement && bytes.at(name.lowerBound) != UInt8(ascii: "-")
        && !bytes.has("#define ", at: name.lowerBound - 8)
    case .argument:
      var end = bytes.start(before: name.lowerBound, atMost: 8) {
        $0.isQuote || $0.isBlank || $0.isLineBreak || "\\#".utf8.contains($0)
      }
      end -= 1
      let start = bytes.start(before: end, atMost: 60) { $0.isNameByte }
      let function = IdentifierWords(bytes.bytes(in: start..<max(start, end))).words
      return setters.isDisjoint(with: function)
    default:
      return false
    }
  }

  /// Whether it is the name in `${NAME:-default}`.
  private static func isReferred(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    bytes.at(name.lowerBound - 1) == UInt8(ascii: "{")
      && bytes.at(name.lowerBound - 2) == UInt8(ascii: "$")
  }

  /// The default in `${NAME:-default}` and `${name:default}`: mostly one for a developer's machine,
  /// sometimes the real one.
  private static func fallback(behind name: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    let start = bytes.end(of: name.upperBound, atMost: 2) {
      $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "-")
    }
    let end = bytes.end(of: start, atMost: longestValue) {
      $0 != UInt8(ascii: "}") && !$0.isLineBreak
    }
    return bytes.at(end) == UInt8(ascii: "}") && end > start ? start..<end : nil
  }

  /// `"value" == name`.
  private static func valueCompared(before name: Range<Int>, in bytes: Span<UInt8>) -> Range<Int>? {
    var place = bytes.start(before: name.lowerBound, atMost: longestName) {
      $0.isNameByte || $0 == UInt8(ascii: "$") || $0 == UInt8(ascii: ">")
    }
    place = bytes.lastNonBlank(before: place)
    let sign = bytes.start(before: place + 1, atMost: 3) {
      $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: "!")
    }
    guard place + 1 - sign >= 2 else { return nil }
    place = bytes.lastNonBlank(before: sign)
    let quote = bytes.at(place)
    guard quote.isQuote else { return nil }
    let start = bytes.start(before: place, atMost: 200) { $0 != quote && !$0.isLineBreak }
    return bytes.at(start - 1) == quote ? start..<place : nil
  }
}

/// What stands between a name and its value.
struct AssignmentSign {
  var form: Assignment.Form
  /// Where the value may start.
  var end: Int

  init?(behind name: Range<Int>, in bytes: Span<UInt8>) {
    var place = name.upperBound
    let closing = Self.quote(closing: name, in: bytes)
    if let closing { place = closing.end }
    // `condition ? "pass" : "fail"` chooses between values.
    if closing?.isChosen == true { return nil }
    // `input[type="password"]:focus` selects an element.
    if closing != nil, bytes.at(place) == UInt8(ascii: "]"),
      bytes.at(name.lowerBound - 2) == UInt8(ascii: "=")
    {
      return nil
    }
    // `config["name"] =`, and optional names of TypeScript and Swift.
    if bytes.at(place) == UInt8(ascii: "[") {
      // `char secret[16] =`.
      place = bytes.end(of: place + 1, atMost: 6, where: \.isDigit)
    }
    while true {
      let byte = bytes.at(place)
      guard byte == UInt8(ascii: "]") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "!"),
        byte != UInt8(ascii: "!") || bytes.at(place + 1) != UInt8(ascii: "=")
      else { break }
      place += 1
    }
    if closing != nil, bytes.at(place) == UInt8(ascii: ")") { place += 1 }
    let beforeBlanks = place
    place = bytes.skippingBlanks(from: place)
    let isSpaced = place > beforeBlanks
    let next = bytes.at(place + 1)
    switch bytes.at(place) {
    case UInt8(ascii: "="), UInt8(ascii: "!"):
      self.init(equalsAt: place, isSpaced: isSpaced, in: bytes)
    case UInt8(ascii: ":") where next == UInt8(ascii: "="):
      self.init(form: .spaced, end: place + 2)
    case UInt8(ascii: ":") where next != UInt8(ascii: ":"):
      self.init(form: .entry, end: place + 1)
    case UInt8(ascii: "-") where next == UInt8(ascii: ">"):
      self.init(form: .entry, end: place + 2)
    // The literal that stands in for an unset value.
    case UInt8(ascii: "|") where next == UInt8(ascii: "|"),
      UInt8(ascii: "?") where next == UInt8(ascii: "?"):
      // `pwd || echo unknown` runs another command.
      guard bytes.at(bytes.skippingBlanks(from: place + 2)).isQuote else { return nil }
      self.init(form: .spaced, end: place + 2)
    case UInt8(ascii: "{") where closing != nil:
      guard let end = Self.terraformDefault(of: name, from: place, in: bytes) else { return nil }
      self.init(form: .spaced, end: end)
    case UInt8(ascii: "?") where next == UInt8(ascii: "="):
      self.init(form: .spaced, end: place + 2)
    case UInt8(ascii: ",") where closing?.isFirstArgument == true:
      self.init(form: .argument, end: place + 1)
    case UInt8(ascii: ",") where Self.isBuildField(name, in: bytes):
      self.init(form: .entry, end: place + 1)
    case UInt8(ascii: "(") where !isSpaced && closing == nil && Self.isSetter(name, in: bytes):
      self.init(form: .call, end: place + 1)
    case UInt8(ascii: ">") where !isSpaced && Self.isElement(name, in: bytes):
      self.init(form: .element, end: place + 1)
    default:
      guard isSpaced, closing == nil else { return nil }
      if let end = Self.endOfTag(from: place, of: name, in: bytes) {
        self.init(form: .element, end: end)
      } else {
        self.init(form: .words, end: place)
      }
    }
  }

  private init(form: Assignment.Form, end: Int) {
    self.form = form
    self.end = end
  }

  private init?(equalsAt place: Int, isSpaced: Bool, in bytes: Span<UInt8>) {
    let end = bytes.end(of: place + 1, atMost: 2) { $0 == UInt8(ascii: "=") }
    if bytes.at(place) == UInt8(ascii: "!") {
      guard end > place + 1 else { return nil }
      self.init(form: .comparison, end: end)
    } else if bytes.at(place + 1) == UInt8(ascii: ">") {
      self.init(form: .entry, end: place + 2)
    } else if end > place + 1 {
      self.init(form: .comparison, end: end)
    } else {
      let isTight = !isSpaced && !bytes.at(end).isBlank
      self.init(form: isTight ? .tight : .spaced, end: end)
    }
  }

  /// Bytes of a tag's attributes, and of a variable's block, that are read.
  private static let reach = 400

  /// Behind `<name attribute="...">`.
  private static func endOfTag(
    from place: Int, of name: Range<Int>, in bytes: Span<UInt8>
  ) -> Int? {
    guard isElement(name, in: bytes) else { return nil }
    let end = bytes.end(of: place, atMost: reach) {
      $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "<") && !$0.isLineBreak
    }
    return bytes.at(end) == UInt8(ascii: ">") && bytes.at(end - 1) != UInt8(ascii: "/")
      ? end + 1 : nil
  }

  /// Behind the sign in `variable "db_password" { default = "..." }`.
  private static func terraformDefault(
    of name: Range<Int>, from brace: Int, in bytes: Span<UInt8>
  ) -> Int? {
    guard bytes.has("variable \"", at: name.lowerBound - 10) else { return nil }
    var place = brace
    while place < bytes.count, place - brace < reach, bytes[place] != UInt8(ascii: "}") {
      if bytes.has("default", at: place), bytes.at(place - 1).isBlank {
        let sign = bytes.skippingBlanks(from: place + "default".utf8.count)
        return bytes.at(sign) == UInt8(ascii: "=") ? sign + 1 : nil
      }
      place += 1
    }
    return nil
  }

  /// The quote that closes a quoted name, which may be escaped.
  private static func quote(
    closing name: Range<Int>, in bytes: Span<UInt8>
  ) -> (end: Int, isFirstArgument: Bool, isChosen: Bool)? {
    let quote = bytes.end(of: name.upperBound, atMost: 3) { $0 == UInt8(ascii: "\\") }
    guard bytes.at(quote).isQuote else { return nil }
    var before = name.lowerBound - 1
    // `fill("#name", ...)`.
    if bytes.at(before) == UInt8(ascii: "#") { before -= 1 }
    let isWhole = bytes.at(before) == bytes.at(quote)
    while bytes.at(before - 1) == UInt8(ascii: "\\") { before -= 1 }
    let opening = bytes.at(bytes.lastNonBlank(before: before))
    return (
      quote + 1, isWhole && opening == UInt8(ascii: "("),
      opening == UInt8(ascii: "?") && isWhole || isChosen(literalOf: name, in: bytes)
    )
  }

  /// `condition ? "database:password" : "..."`: the name ends the literal that is chosen.
  private static func isChosen(literalOf name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let start = bytes.start(before: name.lowerBound, atMost: reach) {
      !$0.isQuote && !$0.isLineBreak
    }
    return bytes.at(start - 1).isQuote
      && bytes.at(bytes.lastNonBlank(before: start - 1)) == UInt8(ascii: "?")
  }

  /// `buildConfigField "String", "NAME", "value"` of Android's builds.
  private static func isBuildField(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let type = bytes.start(before: name.lowerBound - 1, atMost: 4) {
      $0.isBlank || $0 == UInt8(ascii: ",")
    }
    return bytes.has("\"string\"", at: type - 8)
  }

  /// `setPassword`, `withToken`, `password`.
  private static func isSetter(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let identifier = lastIdentifier(of: name, in: bytes)
    // Most calls are neither: their words need not be told apart.
    guard
      identifier.count <= longestOneWordSetter
        || setterWords.contains(where: { bytes.has($0, at: identifier.lowerBound) })
    else { return false }
    let words = IdentifierWords(bytes.bytes(in: identifier)).words
    guard let first = words.first else { return false }
    return setterWords.contains(first)
      || words.count == 1 && (SecretNameWords.passwords.contains(first) || first == "secret")
      || ["token", "apikey"].contains(words.joined())
  }

  /// Verbs before `password` that are given one: `hashPassword("...")`, `check_password("...")`.
  private static let setterWords = [
    "set", "with", "use", "add", "hash", "make", "check", "verify", "compare", "encrypt", "encode",
  ]
  /// Bytes of the longest name that is one word and sets a secret; `contrasena` has ten.
  private static let longestOneWordSetter = 12

  /// What follows the last dot of a name but dots, hyphens and underscores before it.
  private static func lastIdentifier(of name: Range<Int>, in bytes: Span<UInt8>) -> Range<Int> {
    var end = name.upperBound
    while end > name.lowerBound, bytes[end - 1] == UInt8(ascii: ".") { end -= 1 }
    var start = end
    while start > name.lowerBound, bytes[start - 1] != UInt8(ascii: ".") { start -= 1 }
    while start < end, !bytes[start].isLetter, !bytes[start].isDigit { start += 1 }
    return start..<end
  }

  /// `<password>` and `<ns:password>`.
  private static func isElement(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    let start = bytes.start(before: name.lowerBound, atMost: 32) {
      $0.isNameByte || $0 == UInt8(ascii: ":")
    }
    return bytes.at(start - 1) == UInt8(ascii: "<")
  }
}
