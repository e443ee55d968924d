internal import GateModel

/// How lines are put on a terminal: folded at its width, coloured, with places as links.
struct TextLayout {
  let style: TerminalStyle
  /// `nil` where lines are left whole, as for a file or another program.
  let width: Int?
  let links: PlaceLinks?

  init(_ appearance: ReportAppearance) {
    style = TerminalStyle(isColored: appearance.isColored)
    width = appearance.width
    links = appearance.links
  }

  /// Lines of at most the terminal's width; what has no blank and is longer stands by itself.
  ///
  /// - Parameters:
  ///   - text: safe for a terminal; colours take no room.
  ///   - hanging: the indentation of all lines but the first.
  ///   - offset: columns that are taken already in front of every line.
  func folded(_ text: String, hanging: Int, offset: Int = 0) -> [String] {
    // Beside a long head there would be no room for a word.
    let hanging = width.map { hanging > $0 / 2 + 10 ? 9 : hanging } ?? hanging
    guard let width, offset + FoldedText.columns(of: text) > width else { return [text] }
    let indentation = String(text.prefix { $0 == " " })
    var lines: [String] = []
    var line = indentation
    var isStart = true
    for word in FoldedText.words(of: String(text.dropFirst(indentation.count))) {
      let columns = FoldedText.columns(of: line) + 1 + FoldedText.columns(of: word)
      if !isStart, offset + columns > width {
        lines.append(line)
        line = String(repeating: " ", count: hanging)
        isStart = true
      }
      line += isStart ? word : " \(word)"
      isStart = false
    }
    return lines + [line]
  }

  /// The same with the words in front coloured.
  func folded(_ label: String, in color: (String) -> String, _ rest: String) -> [String] {
    var lines = folded(label + rest, hanging: 2)
    if lines[0].hasPrefix(label) { lines[0] = color(label) + lines[0].dropFirst(label.count) }
    return lines
  }

  /// `src/a.ts:12`
  func place(_ location: Location) -> String {
    "\(TerminalText.escaped(location.path.text)):\(location.line)"
  }

  /// The place and what it shows.
  func described(_ evidence: Evidence) -> String {
    "\(place(evidence.location)) \(TerminalText.escaped(evidence.note ?? evidence.excerpt))"
  }

  /// The first mention of the place becomes a link, unless a line ends within it.
  func linking(_ location: Location?, in lines: [String]) -> [String] {
    guard let links, let location else { return lines }
    let place = place(location)
    var lines = lines
    for (index, line) in lines.enumerated() {
      guard let range = line.firstRange(of: place) else { continue }
      lines[index].replaceSubrange(range, with: links.linked(place, to: location))
      break
    }
    return lines
  }
}

/// Text that is broken into lines at its blanks.
enum FoldedText {
  /// How many characters are seen: all but colours.
  static func columns(of text: String) -> Int {
    guard text.unicodeScalars.contains("\u{1B}") else { return text.count }
    return text.split(separator: "\u{1B}[", omittingEmptySubsequences: false).enumerated()
      .map { $0 == 0 ? $1.count : $1.drop { $0 != "m" }.dropFirst().count }.reduce(0, +)
  }

  /// Split at blanks, but not within backquotes: a command is copied whole.
  static func words(of text: String) -> [String] {
    var isCode = false
    return text.split(omittingEmptySubsequences: false) { character in
      if character == "`" { isCode.toggle() }
      return character == " " && !isCode
    }.map(String.init)
  }
}

/// A line of an explanation: "fix: delete the line".
struct TextNote {
  /// Safe for a terminal.
  var text: String
  /// A place that the text mentions.
  var place: Location?
  /// A line of code or a command, which is never folded.
  var isCode = false

  init(_ text: String, at place: Location? = nil, isCode: Bool = false) {
    self.text = text
    self.place = place
    self.isCode = isCode
  }
}
