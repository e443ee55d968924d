import GateModel
import GateYAML

/// A share of the code that tests must reach, or else the test run fails.
struct CoverageThreshold: Sendable {
  enum Measure: String, Sendable, Comparable {
    case branches, lines
    /// Branches are what is asked for.
    static func < (left: Self, right: Self) -> Bool { left == .branches && right == .lines }
  }
  /// 0 to 100.
  var percent: Double
  var measure: Measure
  var place: Evidence
}

/// Finds thresholds in commands' options and in the tools' settings.
struct CoverageThresholds {
  private(set) var thresholds: [CoverageThreshold] = []
  private(set) var failures: [String] = []
  private(set) var filesExamined = 0

  init(_ files: ProjectFiles, commands: QualityCommands) {
    for command in commands.commands where command.origin != .hook {
      thresholds += Self.options(in: command)
    }
    for (kind, read) in CoverageSettings.readers {
      let reading = files.read(kind)
      failures += reading.failures
      filesExamined += reading.files.count
      for file in reading.files {
        do throws(YAMLError) {
          thresholds += try read(file)
        } catch {
          failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
        }
      }
    }
    thresholds.removeAll { !(0...100).contains($0.percent) }
  }

  /// The option's name, and what it measures. Sources: pytest-cov, coverage.py, c8, nyc, Jest, Vitest,
  /// Pest, coverlet.
  private static let options: [(name: String, measure: CoverageThreshold.Measure)] = [
    ("--cov-fail-under", .lines), ("--fail-under", .lines), ("--branches", .branches),
    ("--lines", .lines), ("--coverage.thresholds.branches", .branches),
    ("--coverage.thresholds.lines", .lines), ("--coverage.branches", .branches),
    ("/p:Threshold", .lines), ("-p:Threshold", .lines), ("--min", .lines),
  ]

  private static func options(in command: PipelineCommand) -> [CoverageThreshold] {
    ShellCommand.commands(in: command.text).flatMap { call -> [CoverageThreshold] in
      let words = call.arguments
      let isChecked = words.contains("--check-coverage") || words.contains("check-coverage")
      return words.indices.flatMap { index -> [CoverageThreshold] in
        let word = words[index]
        if word.hasPrefix("--coverageThreshold") {
          let json = word.contains("=") ? word : words.dropFirst(index + 1).first ?? ""
          return CoverageSettings.shares(in: json).map {
            CoverageThreshold(percent: $0.percent, measure: $0.measure, place: command.place)
          }
        }
        guard
          let option = options.first(where: { word == $0.name || word.hasPrefix($0.name + "=") }),
          !["--branches", "--lines"].contains(option.name) || isChecked,
          option.name != "--min" || words.contains("--coverage")
        else { return [] }
        let value =
          word.count > option.name.count
          ? String(word.dropFirst(option.name.count + 1)) : words.dropFirst(index + 1).first ?? ""
        guard let percent = Double(value) else { return [] }
        let isByBranch = option.measure == .branches || words.contains("--cov-branch")
        return [
          CoverageThreshold(
            percent: percent, measure: isByBranch ? .branches : .lines, place: command.place)
        ]
      }
    }
  }
}
