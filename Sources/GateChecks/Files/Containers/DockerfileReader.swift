/// Reads a Dockerfile's text. Every text has a reading; what is no instruction is passed over.
struct DockerfileReader {
  private let lines: TextLines
  private let escape: Character
  private var next = 0
  private var stages: [Dockerfile.Stage] = []
  private var globalArguments: [String: String] = [:]
  private var lastLines: [String: Int]?
  private var stageNumbers: [String: Int] = [:]

  static func read(_ file: TextFile) -> Dockerfile {
    var reader = DockerfileReader(file.lines)
    return reader.dockerfile()
  }

  private init(_ lines: TextLines) {
    self.lines = lines
    escape = Self.escapeDirective(in: lines)
  }

  /// `# escape=`` counts only above the first line that is no parser directive.
  private static func escapeDirective(in lines: TextLines) -> Character {
    for line in lines {
      let text = line.trimmed
      guard text.hasPrefix("#"), let equals = text.firstIndex(of: "=") else { return "\\" }
      let key = String(text[..<equals].dropFirst()).trimmed.lowercased()
      guard ["syntax", "escape", "check"].contains(key) else { return "\\" }
      if key == "escape" { return text[equals...].hasSuffix("`") ? "`" : "\\" }
    }
    return "\\"
  }

  private mutating func dockerfile() -> Dockerfile {
    while let instruction = nextInstruction() {
      if instruction.keyword == "FROM" {
        beginStage(instruction)
      } else if stages.isEmpty {
        declareGlobals(instruction)
      } else {
        let last = stages.count - 1
        stages[last].sources.formUnion(sources(of: instruction))
        stages[last].instructions.append(instruction)
      }
    }
    return Dockerfile(stages: stages, globalArguments: globalArguments)
  }

  private mutating func declareGlobals(_ instruction: Dockerfile.Instruction) {
    guard instruction.keyword == "ARG" else { return }
    for (name, value) in DockerVariables.assignments(in: instruction) {
      guard let value else { continue }
      globalArguments[name] = DockerVariables(globalArguments).replaced(in: value).text
    }
  }

  private mutating func beginStage(_ instruction: Dockerfile.Instruction) {
    let words = instruction.arguments.words
    let image = DockerVariables(globalArguments).replaced(in: words.first ?? "").text
    let base = stageNumbers[image.lowercased()]
    let name = words.count >= 3 && words[1].lowercased() == "as" ? words[2].lowercased() : nil
    if let name { stageNumbers[name] = stages.count }
    stages.append(
      Dockerfile.Stage(
        image: image, name: name, line: instruction.line, base: base,
        sources: base.map { [$0] } ?? []))
  }

  /// The stages that `COPY --from=build` and `RUN --mount=type=bind,from=build` take files from.
  private func sources(of instruction: Dockerfile.Instruction) -> [Int] {
    instruction.flags.compactMap { flag in
      guard flag.hasPrefix("--from=") || flag.hasPrefix("--mount="),
        let from = flag.range(ofText: "from=")
      else { return nil }
      let name = flag[from.upperBound...].prefix { $0 != "," }.lowercased()
      // The last stage cannot be named inside itself, and a number counts from the first.
      if let number = Int(name), number < stages.count - 1, number >= 0 { return number }
      return stageNumbers[name].flatMap { $0 < stages.count - 1 ? $0 : nil }
    }
  }

  /// The next instruction; comments and blank lines, also between continuation lines, are dropped.
  private mutating func nextInstruction() -> Dockerfile.Instruction? {
    while next < lines.count {
      let line = next + 1
      let first = takeLine()
      if first.trimmed.isEmpty || first.trimmed.hasPrefix("#") { continue }
      let text = continued(first)
      let words = text.trimmed.split(maxSplits: 1) { $0 == " " || $0 == "\t" }
      let keyword = words.first.map { $0.uppercased() } ?? ""
      guard keyword.allSatisfy(\.isLetter), !keyword.isEmpty else { continue }
      let rest = words.count > 1 ? String(words[1]).trimmed : ""
      if ["RUN", "COPY", "ADD"].contains(keyword) { skipHeredocs(openedBy: rest) }
      return instruction(keyword: keyword, rest: rest, line: line)
    }
    return nil
  }

  /// A line with those that its escape character adds to it.
  private mutating func continued(_ line: String) -> String {
    var parts: [String] = []
    var part = line.trimmed
    while part.last == escape, next < lines.count {
      parts.append(String(part.dropLast()))
      part = takeLine().trimmed
      while next < lines.count, part.isEmpty || part.hasPrefix("#") { part = takeLine().trimmed }
      if part.hasPrefix("#") { part = "" }
    }
    return (parts + [part]).joined(separator: " ")
  }

  private func instruction(
    keyword: String, rest: String, line: Int
  ) -> Dockerfile.Instruction {
    var arguments = rest[...]
    var flags: [String] = []
    while arguments.hasPrefix("--") {
      let flag = arguments.prefix { $0 != " " && $0 != "\t" }
      flags.append(String(flag))
      arguments = arguments.dropFirst(flag.count).drop { $0 == " " || $0 == "\t" }
    }
    return Dockerfile.Instruction(
      keyword: keyword, flags: flags, arguments: String(arguments), line: line)
  }

  private mutating func takeLine() -> String {
    defer { next += 1 }
    return lines[next]
  }

  /// Passes over the bodies of `<<EOF`. A delimiter that never comes opens nothing.
  private mutating func skipHeredocs(openedBy text: String) {
    for (delimiter, stripsTabs) in Self.heredocDelimiters(in: text) {
      guard let last = lastLine(of: delimiter), last >= next else { return }
      let end = lines[next...].firstIndex { line in
        (stripsTabs ? String(line.drop { $0 == "\t" }) : line) == delimiter
      }
      guard let end else { return }
      next = end + 1
    }
  }

  /// Where a text stands last on a line of its own, so that a delimiter that never comes is not
  /// looked for again and again.
  private mutating func lastLine(of text: String) -> Int? {
    let places =
      lastLines
      ?? Dictionary(
        lines.enumerated().map { (String($1.drop { $0 == "\t" }), $0) },
        uniquingKeysWith: { _, last in last })
    lastLines = places
    return places[text]
  }

  private static func heredocDelimiters(in text: String) -> [(name: String, stripsTabs: Bool)] {
    text.words.compactMap { word in
      guard let opening = word.range(ofText: "<<"),
        word[..<opening.lowerBound].allSatisfy(\.isNumber)
      else { return nil }
      var name = word[opening.upperBound...]
      let stripsTabs = name.hasPrefix("-")
      if stripsTabs { name = name.dropFirst() }
      let bare = name.filter { $0 != "\"" && $0 != "'" }
      let isName = bare.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
      return bare.isEmpty || !isName ? nil : (bare, stripsTabs)
    }
  }
}
