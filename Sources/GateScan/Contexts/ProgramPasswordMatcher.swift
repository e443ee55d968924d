package import GateMatching

/// Passwords on the command line of programs that take one: `redis-cli -a`, `ldapsearch -w`, and
/// those piped into one: `echo ... | sudo -S`.
package struct ProgramPasswordMatcher: ContextMatcher {
  package let contexts = ["password"]
  package let literals = programs.map { Literal($0.name) }

  /// How a program takes a password.
  private enum Way {
    /// Behind one of these flags, as a word of its own.
    case flag([String])
    /// Behind a sign in the word that follows the flag: `-U user%password`, `user/password@db`.
    case part(behind: UInt8, flag: String)
    /// By its standard input: what the command before prints, behind a sign where it has one.
    case input(behind: UInt8?)
  }

  private static let programs: [(name: String, way: Way)] = [
    ("redis-cli ", .flag(["-a", "--pass"])),
    ("ldapsearch ", .flag(["-w"])), ("ldapmodify ", .flag(["-w"])), ("ldapadd ", .flag(["-w"])),
    ("ldapwhoami ", .flag(["-w"])), ("sqlcmd ", .flag(["-P"])), ("mosquitto_", .flag(["-P"])),
    ("mongo ", .flag(["-p", "--password"])), ("mongosh ", .flag(["-p", "--password"])),
    ("mongodump ", .flag(["-p", "--password"])), ("mongorestore ", .flag(["-p", "--password"])),
    ("az login ", .flag(["-p", "--password"])), ("kinit ", .flag(["--password"])),
    ("smbclient ", .part(behind: UInt8(ascii: "%"), flag: "-U")),
    ("sqlplus ", .part(behind: UInt8(ascii: "/"), flag: "")),
    ("| sudo -S", .input(behind: nil)), ("--password-stdin", .input(behind: nil)),
    ("| chpasswd", .input(behind: UInt8(ascii: ":"))),
  ]

  /// Bytes of a command that are read.
  private static let reach = 400

  package init() {}

  package func find(
    at hit: LiteralHit, in bytes: Span<UInt8>, of file: ScannedFile,
    into found: inout [ContextCandidate]
  ) {
    let value: Range<Int>?
    switch Self.programs[Int(hit.literal)].way {
    case .flag(let flags):
      value = Self.word(behind: flags, from: hit.range.upperBound, in: bytes)
    case .part(let sign, let flag):
      value = Self.word(behind: [flag], from: hit.range.upperBound, in: bytes)
        .flatMap { Self.part(of: $0, behind: sign, in: bytes) }
    case .input(let sign):
      value = Self.printed(before: hit.range.lowerBound, in: bytes)
        .flatMap { word in sign.map { Self.part(of: word, behind: $0, in: bytes) } ?? word }
    }
    guard let value, let confidence = ValueJudge(value, in: bytes).password(), confidence != .low
    else { return }
    found.append(
      ContextCandidate(
        context: 0, value: value, confidence: confidence, reason: "a password on a command line"))
  }

  /// The word behind one of the flags, in the same command; with no flag the first word.
  private static func word(
    behind flags: [String], from start: Int, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    var place = start
    while place < bytes.count, place - start < reach, !endsCommand(at: place, in: bytes) {
      let flag = flags.first { flag in
        flag.isEmpty || isExactly(flag, at: place, in: bytes)
      }
      if let flag { return word(at: place + flag.utf8.count, in: bytes) }
      // On to the next word.
      place = bytes.end(of: place, atMost: reach) { !$0.isBlank && !$0.isLineBreak }
      place = bytes.end(of: place, atMost: reach) { $0.isBlank || $0 == UInt8(ascii: "\\") }
      if bytes.at(place).isLineBreak, bytes.at(place - 1) == UInt8(ascii: "\\") { place += 1 }
    }
    return nil
  }

  private static func isExactly(_ flag: String, at place: Int, in bytes: Span<UInt8>) -> Bool {
    let end = place + flag.utf8.count
    guard end < bytes.count, bytes[end].isBlank || bytes[end] == UInt8(ascii: "=") else {
      return false
    }
    return zip(place..<end, flag.utf8).allSatisfy { bytes[$0] == $1 }
  }

  /// The word from a place on, without blanks, `=` and quotes around it.
  private static func word(at place: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    var start = bytes.end(of: place, atMost: 8) { $0.isBlank || $0 == UInt8(ascii: "=") }
    let quote = bytes.at(start)
    if quote.isQuote { start += 1 }
    let end = bytes.end(of: start, atMost: reach) {
      quote.isQuote ? $0 != quote && !$0.isLineBreak : !$0.isBlank && !$0.isLineBreak && !$0.isQuote
    }
    return end > start ? start..<end : nil
  }

  private static func endsCommand(at place: Int, in bytes: Span<UInt8>) -> Bool {
    "\n|;&".utf8.contains(bytes[place])
  }

  /// The part of a word behind a sign, up to an `@`.
  private static func part(
    of word: Range<Int>, behind sign: UInt8, in bytes: Span<UInt8>
  ) -> Range<Int>? {
    guard let place = word.first(where: { bytes[$0] == sign }), place > word.lowerBound else {
      return nil
    }
    let end = (place + 1..<word.upperBound).first { bytes[$0] == UInt8(ascii: "@") }
    return place + 1..<(end ?? word.upperBound)
  }

  /// What `echo` or `printf` prints before the pipe in the same line.
  private static func printed(before pipe: Int, in bytes: Span<UInt8>) -> Range<Int>? {
    var start = pipe
    while start > 0, pipe - start < reach, !bytes[start - 1].isLineBreak {
      start -= 1
      for command in ["echo ", "printf "] where bytes.has(command, at: start) {
        var word = start + command.utf8.count
        while bytes.at(word) == UInt8(ascii: "-") {
          word = bytes.end(of: word, atMost: 8) { !$0.isBlank } + 1
        }
        return self.word(at: word, in: bytes)
      }
    }
    return nil
  }
}
