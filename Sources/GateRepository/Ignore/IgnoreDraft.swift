internal import GateModel

/// Finds the places for missing entries in an ignore file by trying them on a copy of the rules.
struct IgnoreDraft {
  let entries: [IgnoreEntry]
  let probes: IgnoreProbes
  /// All rules, the file's old content included, by their path from the top of the work tree.
  let rules: IgnoreRules
  /// The folder of the file, from the top of the work tree.
  let prefix: RepositoryPath
  let old: [UInt8]

  private enum Place { case end, beforeNegations }
  private static let comment = "# Keys and environment files stay out of git"

  func fix(isNew: Bool) async throws(GitError) -> IgnoreFix {
    let before = try await judge([:])
    var places: [Int: Place] = [:]
    for index in entries.indices where !before.states[index].isIgnored { places[index] = .end }
    var after = try await judge(places)

    // Entries that would change what a negation means stand before it, where that settles them.
    var moved = places
    let changes = zip(before.negations, after.negations)
    for (path, (then, now)) in zip(negatedPaths, changes) where !then.isIgnored && now.isIgnored {
      for index in places.keys where entries[index].covers(path) {
        moved[index] = .beforeNegations
      }
    }
    if moved != places {
      let tried = try await judge(moved)
      for index in moved.keys where tried.open[index] > after.open[index] { moved[index] = .end }
      places = moved
      after = try await judge(places)
    }

    // A line that changes nothing is left out: a folder below decides.
    for index in places.keys where after.open[index] == before.open[index] { places[index] = nil }
    let text = edit(places)
    return IgnoreFix(
      old: isNew ? nil : old, new: places.isEmpty ? old : text.result,
      added: places.keys.sorted().map { entries[$0] },
      overruled: places.keys.sorted().filter { places[$0] == .end }.compactMap { index in
        if case .reincluded(_, let rule) = before.states[index], rule.source == path {
          rule
        } else {
          nil
        }
      },
      unresolved: entries.indices.filter { !after.states[$0].isIgnored }.map {
        IgnoreAudit.Result(entry: entries[$0], state: after.states[$0])
      },
      diff: places.isEmpty
        ? "" : text.unifiedDiff(path: IgnoreFix.path.text, isNew: isNew))
  }

  private var path: RepositoryPath { prefix.appending(IgnoreFix.path.bytes) }

  // MARK: The text

  private func edit(_ places: [Int: Place]) -> LineInsertion {
    var text = LineInsertion(old)
    func patterns(_ place: Place) -> [String] {
      places.filter { $0.value == place }.keys.sorted().map { entries[$0].pattern }
    }
    text.insert(patterns(.beforeNegations), before: negationStart)
    let last = patterns(.end)
    if !last.isEmpty {
      let isApart = text.lines.isEmpty || text.text(of: text.lines.count - 1).isEmpty
      text.insert((isApart ? [] : [""]) + [Self.comment] + last, before: text.lines.count)
    }
    return text
  }

  /// Where the first negation begins, with the comment above it.
  private var negationStart: Int {
    let text = LineInsertion(old)
    guard var line = text.lines.indices.first(where: { text.text(of: $0).hasPrefix("!") }) else {
      return text.lines.count
    }
    while line > 0, text.text(of: line - 1).hasPrefix("#") { line -= 1 }
    return line
  }

  /// For each negation of the file a path that it is about.
  private var negatedPaths: [RepositoryPath] {
    let text = LineInsertion(old)
    return text.lines.indices.map(text.text(of:)).filter { $0.hasPrefix("!") }.map { rule in
      let pattern = rule.dropFirst().split(separator: "/").joined(separator: "/")
      // Any name will do for a wildcard.
      let name = pattern.split(separator: "*", omittingEmptySubsequences: false)
        .joined(separator: "x")
      return RepositoryPath(String(name.prefix { !$0.isWhitespace }))
    }
  }

  // MARK: Git's judgement

  private struct Judgement {
    var states: [IgnoreAudit.State]
    /// For each entry how many of its paths are not ignored.
    var open: [Int]
    /// For each of `negatedPaths`.
    var negations: [IgnoreAudit.State]
  }

  private func judge(_ places: [Int: Place]) async throws(GitError) -> Judgement {
    var changed = rules
    if !places.isEmpty { changed.files[path] = edit(places).result }
    let asked = probes.paths + negatedPaths
    let answers = try await changed.rules(decidingOn: asked.map { prefix.appending($0.bytes) })
    let decisions = Array(answers.prefix(probes.paths.count))
    return Judgement(
      states: probes.states(decidedBy: decisions), open: probes.openCounts(decidedBy: decisions),
      negations: zip(negatedPaths, answers.dropFirst(probes.paths.count)).map {
        IgnoreAudit.State(of: $0, decidedBy: $1)
      })
  }
}
