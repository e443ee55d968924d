/// One command of a shell line: its program and arguments, as far as a glance can tell.
struct ShellCommand: Hashable, Sendable {
  /// Without folders: `jest` for `node_modules/.bin/jest`.
  var program: String
  var arguments: [String]
  /// The path as written, for scripts of the repository: `./bin/lint.sh`.
  var path: String

  /// The program and its first argument: `go test`.
  var head: String { arguments.first.map { "\(program) \($0)" } ?? program }

  /// The commands of one line, cut at `&&`, `||`, `;`, `|` and brackets; wrappers such as `npx` and
  /// `poetry run` are taken off.
  static func commands(in line: String) -> [ShellCommand] {
    let parts = ShellLine.withoutComment(line).split(separator: "||").map {
      segments(of: String($0))
    }
    return parts.indices.flatMap { index -> [ShellCommand] in
      let isPassedOver = parts.indices.contains(index + 1) && passesOver(parts[index + 1].first)
      return (isPassedOver ? parts[index].dropLast() : parts[index][...]).flatMap(commands)
    }
  }

  /// Whether a command behind `||` makes nothing of the failure before it: `eslint . || true`.
  private static func passesOver(_ words: [String]?) -> Bool {
    guard let words else { return false }
    return words == ["exit", "0"] || ["true", ":", "echo"].contains(words.first)
  }

  /// A command, and what a shell or a container that it starts runs.
  private static func commands(inWords words: [String]) -> [ShellCommand] {
    guard let command = ShellCommand(words: words) else { return [] }
    let arguments = command.arguments
    // `docker compose run --rm web pytest`: which word is the program depends on the options.
    guard ["docker", "docker-compose", "podman"].contains(command.program),
      let verb = arguments.firstIndex(where: { $0 == "run" || $0 == "exec" })
    else { return inner(command) }
    let rest = arguments[(verb + 1)...].prefix(mostContainerWords)
    return [command]
      + rest.indices.filter { !rest[$0].hasPrefix("-") }
      .compactMap { ShellCommand(words: Array(rest[$0...])) }.flatMap(inner)
  }

  /// What `bash -c "npm run lint"` runs; the command itself where it is no such shell.
  private static func inner(_ command: ShellCommand) -> [ShellCommand] {
    let arguments = command.arguments
    guard ["sh", "bash"].contains(command.program),
      let option = arguments.firstIndex(where: { $0.hasPrefix("-") && $0.hasSuffix("c") }),
      let script = arguments.dropFirst(option + 1).first
    else { return [command] }
    return segments(of: script).compactMap { ShellCommand(words: $0) }
  }

  /// More words than stand in front of the program of a container.
  private static let mostContainerWords = 24

  init?(words: [String]) {
    var words = words[...]
    while let length = Self.wrapperLength(words) { words = words.dropFirst(length) }
    guard let first = words.first, !first.isEmpty else { return nil }
    path = first
    program = String(
      first[(first.lastIndex(of: "/").map(first.index(after:)) ?? first.startIndex)...])
    arguments = Array(words.dropFirst())
  }

  /// Programs that run the program behind them.
  private static let wrappers: Set<String> = [
    "sudo", "time", "env", "exec", "command", "npx", "bunx", "xvfb-run", "cross-env", "dotenv",
    "nice", "nohup", "then", "do", "else", "if", "!", "while", "@npx", "-", "@", "doppler",
  ]
  /// Programs that do so in this form only.
  private static let wrappersWithVerb: [String: Set<String>] = [
    "poetry": ["run"], "uv": ["run"], "pipenv": ["run"], "pdm": ["run"], "hatch": ["run"],
    "rye": ["run"], "bundle": ["exec"], "pnpm": ["exec", "dlx"], "yarn": ["exec", "dlx"],
    "npm": ["exec"], "op": ["run"], "pipx": ["run"],
  ]

  /// How many words a wrapper takes at the front; `nil` where the program itself stands there.
  private static func wrapperLength(_ words: ArraySlice<String>) -> Int? {
    guard let first = words.first else { return nil }
    let second = words.dropFirst().first ?? ""
    if isAssignment(first) { return 1 }
    // A wrapper that is not known here, in front of one that is: `retry uv run pytest`.
    if !["npm", "yarn", "pnpm"].contains(first), words.count > 2, isKnown(first) == false,
      wrappersWithVerb[second]?.contains(words.dropFirst(2).first ?? "") == true || second == "npx"
    {
      return 1
    }
    if first.hasPrefix("$") { return ["run", "exec", "-m"].contains(second) ? 2 : 1 }
    if wrappers.contains(first) || first == "uvx" {
      return 1 + words.dropFirst().prefix { $0.hasPrefix("-") }.count
    }
    if let verbs = wrappersWithVerb[first], verbs.contains(second) {
      return 2 + optionCount(words.dropFirst(2))
    }
    if first.hasPrefix("python") || first == "py", second == "-m" { return 2 }
    return nil
  }

  private static func isKnown(_ word: String) -> Bool {
    wrappers.contains(word) || wrappersWithVerb[word] != nil || word.hasPrefix("-")
  }

  /// Options of `uv run --with x --frozen` before the program.
  private static func optionCount(_ words: ArraySlice<String>) -> Int {
    let valued: Set<String> = [
      "--with", "--group", "--extra", "--python", "-p", "--env-file", "--package", "--only-group",
    ]
    var count = 0
    var rest = words
    while let word = rest.first, word.hasPrefix("-") {
      let length = valued.contains(word) ? 2 : 1
      count += length
      rest = rest.dropFirst(length)
      if word == "--" { break }
    }
    return count
  }

  private static func isAssignment(_ word: String) -> Bool {
    guard let equals = word.firstIndex(of: "="), equals != word.startIndex else { return false }
    return word[..<equals].allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// Words of each command; quotes are dropped, and what they hold stays one word.
  private static func segments(of code: String) -> [[String]] {
    var segments: [[String]] = []
    var words: [String] = []
    var word: [UInt8] = []
    var quote: UInt8?
    func endWord() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    func endSegment() {
      endWord()
      if !words.isEmpty { segments.append(words) }
      words = []
    }
    for byte in code.utf8 {
      if let open = quote {
        if byte == open { quote = nil } else { word.append(byte) }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
      case 32, 9: endWord()
      case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ";"), 10: endSegment()
      case UInt8(ascii: "("), UInt8(ascii: ")"):
        // `$(NAME)` is make's variable and stays one word.
        if word.first == UInt8(ascii: "$") { word.append(byte) } else { endSegment() }
      case UInt8(ascii: "@") where word.isEmpty && words.isEmpty: break
      default: word.append(byte)
      }
    }
    endSegment()
    return segments
  }
}
