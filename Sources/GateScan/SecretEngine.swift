package import GateMatching
internal import GateModel
package import GateRules
internal import Synchronization

/// All rules of a run, compiled. Shared between threads; scanning needs a `SecretScanner`.
package final class SecretEngine: Sendable {
  package let rules: [SecretRule]
  package let options: ScanOptions
  /// The tags of the literals that others look for in the same pass.
  package let anchorTags: [String]
  package let literals: LiteralSet

  let matchers: [any ContextMatcher]
  let filters: [any CandidateFilter]
  /// For each matcher the rule of each of its contexts; `nil` where no rule names it.
  let rulesOfContexts: [[Int?]]
  let named: NamedRules
  /// Rules that search every text, having no keywords.
  let searchRules: [Int]
  /// Names of files, in lower case, and the matcher that wants to see them.
  let matchersOfFileNames: [String: Int]
  /// Who wants each literal: a range of `consumers` for each.
  let consumerRanges: [Range<Int>]
  let consumers: [Consumer]

  /// Who wants to know where a literal stands.
  enum Consumer: Sendable {
    case pattern(rule: Int)
    /// A name of a secret stands here.
    case name
    /// A word that tells of secrets only beside a vendor's name: `access`, `private`.
    case weakName
    /// A keyword of a rule that searches the whole text.
    case search(rule: Int)
    /// `literal` is the index into the matcher's own list.
    case context(matcher: Int, literal: Int32)
    /// A name stands here whose value an `AssignmentMatcher` judges.
    case assignment(matcher: Int)
    case anchor(tag: Int)
    /// A word of secrets, encoded: index into `EncodedText.triggers`.
    case encoded(trigger: Int)
  }

  /// Compiled regular expressions by rule; compiled on first use, since most runs need few.
  private let patterns: Mutex<[Pattern?]>

  /// - Parameters:
  ///   - anchors: literals that others look for, by their tags.
  ///   - matchers: the matchers of structure; `nil` for all.
  ///   - filters: the filters of look-alikes; `nil` for all.
  package init(
    rules: [SecretRule], options: ScanOptions, anchors: [(tag: String, literals: [Literal])] = [],
    matchers: [any ContextMatcher]? = nil, filters: [any CandidateFilter]? = nil
  ) throws(MatchingError) {
    self.rules = rules
    self.options = options
    self.filters = filters ?? CandidateFilters.all
    let matchers = matchers ?? ContextMatchers.all(options)
    self.matchers = matchers
    anchorTags = anchors.map(\.tag)
    patterns = Mutex(Array(repeating: nil, count: rules.count))

    var table = ConsumerTable()
    var rulesByContext: [String: Int] = [:]
    var searchRules: [Int] = []
    for (index, rule) in rules.enumerated() {
      switch rule.detection {
      case .pattern(_, let keywords, _):
        for keyword in keywords { table.add(.pattern(rule: index), to: keyword) }
      case .named: break
      case .search(let search):
        if search.keywords.isEmpty { searchRules.append(index) }
        for keyword in search.keywords {
          table.add(.search(rule: index), to: Literal(keyword, ignoresCase: true))
        }
      case .context(let context):
        guard matchers.contains(where: { $0.contexts.contains(context) }) else {
          throw MatchingError(.badPattern, "'\(rule.id)': there is no context '\(context)'")
        }
        rulesByContext[context] = index
      }
    }
    named = NamedRules(rules)
    self.searchRules = searchRules
    if !named.isEmpty {
      for literal in NamedRules.triggers { table.add(.name, to: literal) }
      for literal in NamedRules.weakTriggers { table.add(.weakName, to: literal) }
    }
    var matchersOfFileNames: [String: Int] = [:]
    for (index, matcher) in matchers.enumerated() {
      for name in matcher.fileNames { matchersOfFileNames[name] = index }
      guard matcher.contexts.contains(where: { rulesByContext[$0] != nil }) else { continue }
      let isAssignment = matcher is AssignmentMatcher
      for (place, literal) in matcher.literals.enumerated() {
        table.add(
          isAssignment
            ? .assignment(matcher: index) : .context(matcher: index, literal: Int32(place)),
          to: literal)
      }
    }
    for (index, trigger) in EncodedText.triggers.enumerated() {
      table.add(.encoded(trigger: index), to: trigger.literal)
    }
    for (index, anchor) in anchors.enumerated() {
      for literal in anchor.literals { table.add(.anchor(tag: index), to: literal) }
    }
    self.matchersOfFileNames = matchersOfFileNames
    rulesOfContexts = matchers.map { $0.contexts.map { rulesByContext[$0] } }
    literals = try LiteralSet.kept(table.literals)
    consumers = table.consumers.flatMap { $0 }
    var start = 0
    consumerRanges = table.consumers.map { list in
      defer { start += list.count }
      return start..<start + list.count
    }
  }

  /// The matcher that wants to see a file by its name alone.
  func matcher(ofFileNamed path: RepositoryPath) -> Int? {
    matchersOfFileNames[path.name]
  }

  /// A rule's regular expression: that of its shape, or that of its value as a whole.
  func pattern(of rule: Int) throws(MatchingError) -> Pattern {
    if let known = patterns.withLock({ $0[rule] }) { return known }
    let compiled =
      switch rules[rule].detection {
      case .pattern(let source, _, let ignoresCase):
        try Pattern(source, options: ignoresCase ? [.anchored, .caseInsensitive] : .anchored)
      case .named(_, let value):
        try Pattern("(?:\(value))\\z", options: .anchored)
      case .search(let search): try Pattern(search.pattern)
      case .context:
        throw MatchingError(.badPattern, "'\(rules[rule].id)' has no pattern")
      }
    patterns.withLock { $0[rule] = compiled }
    return compiled
  }
}

/// Collects who wants which literal; equal literals are one.
private struct ConsumerTable {
  var literals: [Literal] = []
  var consumers: [[SecretEngine.Consumer]] = []
  private var places: [Literal: Int] = [:]

  mutating func add(_ consumer: SecretEngine.Consumer, to literal: Literal) {
    if let place = places[literal] {
      consumers[place].append(consumer)
    } else {
      places[literal] = literals.count
      literals.append(literal)
      consumers.append([consumer])
    }
  }
}
