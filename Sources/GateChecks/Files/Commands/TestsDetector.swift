import GateModel
import GateRepository

/// Tests that run, and the share of the code that they must reach.
struct TestsDetector {
  let files: ProjectFiles
  let commands: QualityCommands
  /// Reports that a test run wrote into the work tree; never files of the repository itself.
  let reports: any FileSource

  /// Percent, as the checklist asks for.
  private static let required = 80.0
  /// A report of a large project: one line for each line of code.
  private static let largestReport = 64 << 20

  func observe() -> [CheckID: CheckObservations] {
    let thresholds = CoverageThresholds(files, commands: commands)
    var failures = commands.failures + thresholds.failures
    var observations: [Observation] = []
    for path in reports.paths {
      do throws(CoverageReportError) {
        observations.append(try observation(onReport: path))
      } catch {
        failures.append("\(path) is no coverage report: \(error.message)")
      }
    }
    observations += deciding(thresholds.thresholds).map(observation) + runs
    return [
      CheckID("quality.tests"): CheckObservations(
        observations: observations,
        lookedFor: "a test run that fails below 80 % of branches, or a coverage report of 80 %",
        filesExamined: commands.filesExamined + thresholds.filesExamined,
        failure: observations.contains { $0.stance == .proves } ? nil : failures.first)
    ]
  }

  private var runs: [Observation] {
    commands.calls.compactMap { call in
      guard case .tests(let name) = call.tool else { return nil }
      var place = call.place
      place.note =
        call.origin == .pipeline
        ? "\(name) runs in the pipeline" : "\(name) has a script, which no pipeline runs"
      return Observation(.near, place)
    }
  }

  /// Of one place's thresholds the one on branches decides.
  private func deciding(_ thresholds: [CoverageThreshold]) -> [CoverageThreshold] {
    var byFile: [RepositoryPath: CoverageThreshold] = [:]
    for threshold in thresholds {
      let path = threshold.place.location.path
      guard let known = byFile[path], known.measure <= threshold.measure else {
        byFile[path] = threshold
        continue
      }
    }
    return byFile.values.sorted { $0.place.location < $1.place.location }
  }

  private func observation(_ threshold: CoverageThreshold) -> Observation {
    var place = threshold.place
    place.note =
      "the test run fails below \(Self.text(threshold.percent)) % of \(threshold.measure)"
    let isRun = testsRun
    let coversAll = covers(threshold)
    if !isRun { place.note? += ", but nothing found runs the tests" }
    if !coversAll { place.note? += ", in this package alone" }
    return Observation(
      threshold.percent >= Self.required && isRun && coversAll ? .proves : .near, place,
      facts: ["branches": .percent(threshold.percent)])
  }

  /// Whether the tests run where a failure stops something: in the pipeline, where there is one that
  /// shows all its steps.
  private var testsRun: Bool {
    guard commands.hasPipeline, commands.calledElsewhere.isEmpty else { return !runs.isEmpty }
    return commands.calls.contains { call in
      if case .tests = call.tool { call.origin != .script } else { false }
    }
  }

  /// Whether a threshold holds for all the tests that run, not for one package of several.
  private func covers(_ threshold: CoverageThreshold) -> Bool {
    let folder = Self.packageFolder(of: threshold.place.location.path)
    return folder.bytes.isEmpty
      || runs.allSatisfy { run in
        let other = Self.packageFolder(of: run.evidence.location.path)
        return other.bytes.starts(with: folder.bytes)
          || other.bytes.starts(with: ".github".utf8) || other.bytes.isEmpty
      }
  }

  /// The folder of a package, where a helper of its tests stands one folder lower.
  private static func packageFolder(of path: RepositoryPath) -> RepositoryPath {
    let folder = path.parent
    return ["spec", "test", "tests", "scripts", "bin"].contains(folder.name)
      ? folder.parent : folder
  }

  private func observation(
    onReport path: RepositoryPath
  ) throws(CoverageReportError) -> Observation {
    let bytes: [UInt8]
    do throws(FileError) {
      bytes = try reports.content(of: path, limit: Self.largestReport)
    } catch {
      throw CoverageReportError(error.message)
    }
    let file = TextFile(path: path, bytes: bytes)
    let report = try CoverageReport(file)
    let measure = report.measuresBranches ? "branches" : "lines"
    // The percentage is rounded down, so that 79.96 is not shown as 80.
    let shown = (report.percent * 10).rounded(.down) / 10
    return Observation(
      report.percent >= Self.required ? .proves : .contradicts,
      file.evidence(note: "\(Self.text(shown)) % of \(measure) are covered"),
      facts: ["branches": .percent(report.percent)])
  }

  private static func text(_ percent: Double) -> String {
    percent == percent.rounded() && abs(percent) < 1e9 ? String(Int(percent)) : String(percent)
  }
}
