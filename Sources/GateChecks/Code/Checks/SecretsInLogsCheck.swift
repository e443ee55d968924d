import GateMatching
import GateModel

/// `security.noSecretsInLogs`: no log call on the path of the API's calls writes a key, a token or
/// a signature.
struct SecretsInLogsCheck: CodeCheck {
  static let id = CheckID("security.noSecretsInLogs")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    let sources = code.analysis.path.surroundings.filter { $0.role.canProve }
    let leaks = sources.flatMap { source in
      source.logCalls.compactMap { leak(in: $0, of: source) }
    }
    // The API's key first: it is the one to rotate.
    let ofKey = leaks.filter { $0.facts["apiKey"] == .flag(true) }
    let others = leaks.filter { $0.facts["apiKey"] != .flag(true) }
    return CheckObservations(
      observations: ofKey + others + (try code.patternObservations()),
      lookedFor: code.definition.lookedFor, filesExamined: sources.count,
      caveat: code.analysis.caveat)
  }

  private static func leak(in call: Call, of source: SourceFile) -> Observation? {
    for index in call.arguments {
      let token = source.tokens[index]
      switch token.kind {
      case .word where isWritten(index, in: call, of: source):
        if let observation = observation(of: token.text, at: index, in: source) {
          return observation
        }
      case .string:
        for name in names(in: token, language: source.language) {
          if let observation = observation(of: name, at: index, in: source) { return observation }
        }
      default: continue
      }
    }
    return nil
  }

  private static func observation(
    of name: String, at index: Int, in source: SourceFile
  ) -> Observation? {
    guard let kind = SecretName(name) else { return nil }
    let facts: [String: FactValue] = kind == .apiKey ? ["apiKey": .flag(true)] : [:]
    return Observation(
      .contradicts,
      source.evidence(atToken: index, note: "writes \(name) to the log"), facts: facts)
  }

  /// Whether a word is the value that is written, and not part of a test, a mask or a length.
  private static func isWritten(_ index: Int, in call: Call, of source: SourceFile) -> Bool {
    let next = index + 1 < call.arguments.upperBound ? source.tokens[index + 1].text : ""
    // token.length, token ? "set" : "missing", key: ..., mask(token), token.slice(0, 4)
    if [".", "?.", "(", "?", ":", "=", "!=", "!==", "===", "==", "[", "&&"].contains(next) {
      return false
    }
    let before = source.tokens[index - 1].text
    if ["!", "!!", "not", "typeof"].contains(before) { return false }
    return !source.calls.contains { inner in
      inner.arguments.contains(index) && call.arguments.contains(inner.nameTokens.lowerBound)
        && !Self.showing.contains(inner.last)
    }
  }

  /// Functions that hand their argument on as it is.
  private static let showing: Set<String> = [
    "stringify", "String", "str", "repr", "format", "dumps", "toString", "inspect", "Sprintf",
  ]

  /// The names whose values a template puts into a string.
  private static func names(in token: Token, language: Language) -> [String] {
    let opening: String
    switch language {
    case .javascript where token.text.hasPrefix("`"): opening = "${"
    case .python where "fF".contains(token.text.prefix(1)): opening = "{"
    case .csharp where token.text.hasPrefix("$"): opening = "{"
    case .ruby: opening = "#{"
    case .kotlin: opening = "${"
    default: return []
    }
    var names: [String] = []
    var rest = token.content
    while let start = rest.firstRange(of: opening) {
      let inner = rest[start.upperBound...].prefix { $0 != "}" }
      let isPlain = inner.allSatisfy {
        $0.isLetter || $0.isNumber || "_.$@ []'\"".contains($0) || $0 == "-"
      }
      if isPlain, let last = inner.split(whereSeparator: { ". []'\"".contains($0) }).last {
        names.append(String(last))
      }
      rest = rest[start.upperBound...].dropFirst(inner.count)
    }
    return names
  }
}

/// What a name says that its value is.
enum SecretName {
  case apiKey, other

  init?(_ name: String) {
    guard !Self.asksOnly(name) else { return nil }
    let plain = name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "$" && $0 != "@" }
    if Self.keys.contains(where: { plain.hasSuffix($0) }) {
      self = .apiKey
    } else if Self.others.contains(where: { plain.hasSuffix($0) }) {
      self = .other
    } else {
      return nil
    }
  }

  /// Whether the name is of a yes or no about a secret: `isValidSignature`, `has_token`.
  private static func asksOnly(_ name: String) -> Bool {
    questions.contains { question in
      guard name.hasPrefix(question), let next = name.dropFirst(question.count).first else {
        return false
      }
      return next == "_" || next.isUppercase
    }
  }

  private static let questions = [
    "is", "has", "had", "should", "needs", "no", "valid", "invalid", "missing", "requires",
    "require", "use",
    "show", "hide", "check", "verify", "validate",
  ]
  private static let keys = [
    "apikey", "apitoken", "accesstoken", "bearertoken", "mxtoken", "maintainxtoken", "authtoken",
  ]
  private static let others = [
    "secret", "password", "authorization", "privatekey", "signature", "expectedsignature",
    "secretkey", "refreshtoken", "authheader",
  ]
}
