import GateMatching
import GateModel

/// A comparison of both sides that a schedule starts: given to a scheduler by name or within a
/// function, or declared with a schedule. Text that speaks of one is none.
struct ReconciliationCheck: CodeCheck {
  static let id = CheckID("recovery.reconciliation")

  static func observe(_ code: CodeReading) throws(MatchingError) -> CheckObservations {
    let scheduled = code.places.sources(tagged: keywords).filter { $0.role.canProve }
      .flatMap { source in
        [handed(in: source), declared(in: source), listed(in: source)].compactMap { $0 }
      }
    let patterns = try code.patternObservations()
    return CheckObservations(
      observations: scheduled + patterns, lookedFor: code.definition.lookedFor,
      filesExamined: code.analysis.path.files.count, caveat: code.analysis.caveat)
  }

  static let keywords = ["reconcil", "drift", "consistencycheck", "consistency_check"]

  private static let schedulers: Set<String> = [
    "schedule", "cron", "CronJob", "add_job", "setInterval", "every", "AddFunc", "scheduleJob",
    "scheduled_job", "repeat_every", "AddOrUpdate", "perform_in", "perform_at", "Every",
    "scheduleAtFixedRate", "scheduleWithFixedDelay",
  ]
  /// Objects whose methods schedule: `schedule.every().day.do(reconcile)`, `$schedule->job(...)`.
  private static let owners: Set<String> = ["schedule", "scheduler", "cron", "recurringjob"]
  /// Annotations and decorators that start a function again and again.
  private static let decorators: Set<String> = [
    "Scheduled", "Cron", "Interval", "scheduled_job", "periodic_task", "on_schedule",
    "repeat_every", "schedule", "crontab", "timer_trigger", "TimerTrigger",
  ]
  /// Tables of what runs when.
  private static let tables = ["beat_schedule", "CELERY_BEAT_SCHEDULE", "CELERYBEAT_SCHEDULE"]

  private static func handed(in source: SourceFile) -> Observation? {
    for call in source.calls {
      let schedules =
        schedulers.contains(call.last)
        || ["cron", "add_job", "addjob"].contains { call.last.lowercased().contains($0) }
        || call.name.contains { owners.contains(Definitions.plain($0).lowercased()) }
      guard schedules, let job = call.arguments.first(where: { isComparison($0, in: source) })
      else { continue }
      return proof(at: job, in: source)
    }
    return nil
  }

  private static func declared(in source: SourceFile) -> Observation? {
    let function = source.blocks.first { block in
      block.kind == .function && isComparison(block.name)
        && (block.whole.lowerBound..<block.head.upperBound).contains { index in
          source.tokens[index].kind == .word && decorators.contains(source.tokens[index].text)
        }
    }
    return function.map { proof(at: $0.whole.lowerBound, in: source) }
  }

  private static func listed(in source: SourceFile) -> Observation? {
    for place in tables.flatMap({ source.words[$0] ?? [] }) {
      let end = Definitions.expressionEnd(from: min(place + 2, source.tokens.count), in: source)
      if let job = (place..<max(place, end)).first(where: { isComparison($0, in: source) }) {
        return proof(at: job, in: source)
      }
    }
    return nil
  }

  private static func proof(at token: Int, in source: SourceFile) -> Observation {
    Observation(.proves, source.evidence(atToken: token, note: "scheduled"))
  }

  /// A name, or a text that is one: what has spaces is prose.
  private static func isComparison(_ index: Int, in source: SourceFile) -> Bool {
    let token = source.tokens[index]
    guard token.kind == .word || token.kind == .string, !source.isLogged(index),
      !token.content.contains(" ")
    else { return false }
    return isComparison(String(token.content))
  }

  private static func isComparison(_ name: String) -> Bool {
    let plain = name.lowercased().filter { $0 != "_" && $0 != "-" }
    return ["reconcil", "detectdrift", "finddrift", "driftcheck", "consistencycheck"]
      .contains { plain.contains($0) }
  }
}
