import GateModel
import GateYAML

/// Readers of the settings that make a test run fail below a share of covered code.
enum CoverageSettings {
  typealias Reader = @Sendable (TextFile) throws(YAMLError) -> [CoverageThreshold]

  static var readers: [(FileKind, Reader)] {
    [
      (.packageJSON, packageSettings), (.javaScriptTestSettings, javaScriptSettings),
      (.nycSettings, nycSettings), (.pythonSettings, pythonSettings), (.rubyTestHelper, simpleCov),
      (.jvmBuild, jacoco), (.dotnetProject, coverlet),
    ]
  }

  /// A share by its name, in text such as `{"branches": 80, "lines": 90}`.
  static func shares(
    in text: some StringProtocol
  ) -> [(measure: CoverageThreshold.Measure, percent: Double)] {
    [
      ("branches", CoverageThreshold.Measure.branches), ("branch", .branches), ("lines", .lines),
      ("line", .lines), ("statements", .lines), ("100", .branches),
    ].compactMap { name, measure in
      guard text.mentionsWord(name), let found = text.range(ofText: name) else { return nil }
      let rest = text[found.upperBound...].drop { " \t\"':=".contains($0) }
      if name == "100" { return rest.hasPrefix("true") ? (measure, 100) : nil }
      return Double(rest.prefix { $0.isNumber || $0 == "." }).map { (measure, $0) }
    }
  }

  private static func thresholds(
    _ file: TextFile, line: Int, _ text: some StringProtocol
  ) -> [CoverageThreshold] {
    shares(in: text).map {
      CoverageThreshold(
        percent: $0.percent, measure: $0.measure, place: file.evidence(line: line))
    }
  }

  /// `jest.coverageThreshold.global`, `nyc` and `c8` of `package.json`.
  @Sendable private static func packageSettings(
    _ file: TextFile
  ) throws(YAMLError) -> [CoverageThreshold] {
    guard file.mentions("coverageThreshold") || file.mentions("check-coverage"),
      let root = try YAMLParser.firstDocument(JSONText.readable(file.bytes), limits: .generated)
    else { return [] }
    let tables =
      [root.at(["jest", "coverageThreshold", "global"])]
      + ["nyc", "c8"].map { root[$0].flatMap { $0["check-coverage"]?.isTrue == true ? $0 : nil } }
    return tables.compactMap { $0 }.flatMap { shares(of: $0, in: file) }
  }

  /// `.nycrc`, `.c8rc.json`.
  @Sendable private static func nycSettings(
    _ file: TextFile
  ) throws(YAMLError) -> [CoverageThreshold] {
    guard let root = try YAMLParser.firstDocument(JSONText.readable(file.bytes)),
      root["check-coverage"]?.isTrue == true
    else { return [] }
    return shares(of: root, in: file)
  }

  private static func shares(of node: YAMLNode, in file: TextFile) -> [CoverageThreshold] {
    [("branches", CoverageThreshold.Measure.branches), ("lines", .lines), ("statements", .lines)]
      .compactMap { name, measure in
        guard let value = node[name], let percent = value.scalar.flatMap({ Double($0) }) else {
          return nil
        }
        return CoverageThreshold(
          percent: percent, measure: measure, place: file.evidence(line: value.start.line))
      }
  }

  /// `coverageThreshold: { global: {...} }` of Jest, `thresholds: {...}` of Vitest.
  @Sendable private static func javaScriptSettings(_ file: TextFile) -> [CoverageThreshold] {
    var found: [CoverageThreshold] = []
    var depth = 0
    for (index, bytes) in CodeText.withoutComments(file, hash: false).enumerated() {
      let line = String(decoding: bytes, as: UTF8.self)
      let opens =
        depth == 0
        ? ["coverageThreshold", "thresholds"].lazy.compactMap { line.range(ofText: $0) }.first : nil
      guard depth > 0 || opens != nil else { continue }
      let text = opens.map { line[$0.upperBound...] } ?? line[...]
      found += thresholds(file, line: index + 1, text)
      for byte in text.utf8 {
        if byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
      }
    }
    return found
  }

  /// `fail_under` of coverage.py and `--cov-fail-under` of pytest's `addopts`, in INI or TOML.
  @Sendable private static func pythonSettings(_ file: TextFile) -> [CoverageThreshold] {
    let lines = file.lines.map { $0.trimmed }
    let isByBranch = lines.contains { line in
      let setting = line.filter { $0 != " " }.lowercased()
      return setting == "branch=true" || line.mentions("--cov-branch")
    }
    return lines.enumerated().compactMap { index, line in
      guard !line.hasPrefix("#"), !line.hasPrefix(";"),
        let found = line.range(ofText: "fail_under") ?? line.range(ofText: "--cov-fail-under")
      else { return nil }
      let rest = line[found.upperBound...].drop { " =\"',".contains($0) }
      return Double(rest.prefix { $0.isNumber || $0 == "." }).map {
        CoverageThreshold(
          percent: $0, measure: isByBranch ? .branches : .lines,
          place: file.evidence(line: index + 1))
      }
    }
  }

  /// `minimum_coverage 90` or `minimum_coverage line: 90, branch: 80` of SimpleCov.
  @Sendable private static func simpleCov(_ file: TextFile) -> [CoverageThreshold] {
    file.lines.enumerated().flatMap { index, line -> [CoverageThreshold] in
      let code = ShellLine.withoutComment(line)
      guard let call = code.range(ofText: "minimum_coverage"), !code.trimmed.hasPrefix("#") else {
        return []
      }
      let rest = code[call.upperBound...].drop { " (=".contains($0) }
      if let percent = Double(rest.prefix { $0.isNumber || $0 == "." }) {
        return [
          CoverageThreshold(
            percent: percent, measure: .lines, place: file.evidence(line: index + 1))
        ]
      }
      return thresholds(file, line: index + 1, rest)
    }
  }

  /// JaCoCo's rules in Gradle (`minimum = 0.8`) and Maven (`<minimum>0.80</minimum>`), Kover's
  /// `minBound(80)`.
  @Sendable private static func jacoco(_ file: TextFile) -> [CoverageThreshold] {
    let isChecked =
      file.mentions("jacocoTestCoverageVerification") || file.mentions("violationRules")
      || file.mentions("jacoco-maven-plugin") || file.mentions("koverVerify")
      || file.mentions("minBound")
    guard isChecked else { return [] }
    let isByBranch = file.mentions("BRANCH")
    return CodeText.withoutComments(file, hash: false).enumerated().compactMap { index, bytes in
      let line = String(decoding: bytes, as: UTF8.self)
      let found =
        line.range(ofText: "<minimum>") ?? line.range(ofText: "minBound(")
        ?? line.range(ofText: "minimum =") ?? line.range(ofText: "minimum.set(")
      guard let found else { return nil }
      let rest = line[found.upperBound...].drop { " \"'(".contains($0) }
      return Double(rest.prefix { $0.isNumber || $0 == "." }).map {
        CoverageThreshold(
          percent: $0 <= 1 ? $0 * 100 : $0, measure: isByBranch ? .branches : .lines,
          place: file.evidence(line: index + 1))
      }
    }
  }

  /// `<Threshold>80</Threshold>` of coverlet.
  @Sendable private static func coverlet(_ file: TextFile) -> [CoverageThreshold] {
    let isByBranch = file.mentions("<ThresholdType>branch")
    return file.lines.enumerated().compactMap { index, line in
      guard let found = line.range(ofText: "<Threshold>") else { return nil }
      return Double(line[found.upperBound...].prefix { $0.isNumber || $0 == "." }).map {
        CoverageThreshold(
          percent: $0, measure: isByBranch ? .branches : .lines,
          place: file.evidence(line: index + 1))
      }
    }
  }
}
