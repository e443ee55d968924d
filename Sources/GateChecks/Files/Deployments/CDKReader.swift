import GateModel

/// Reads what a CDK program makes, by the properties that its constructs are given. Lenient: code is
/// not run, so a property counts where it stands, its value as it is written.
///
/// Source: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.FargateTaskDefinition.html
struct CDKReader {
  private let file: TextFile
  /// The code without comments, line for line.
  private let lines: [String]

  /// Texts of which every CDK program holds one.
  static let marks = ["aws-cdk-lib", "aws_cdk", "@aws-cdk/"]

  init(_ file: TextFile) {
    self.file = file
    let isPython = file.path.fileExtension == "py"
    lines = CodeText.withoutComments(file, hash: isPython).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func workloads() -> [Workload] {
    lines.indices.compactMap { index in
      if let memory = property(["memoryLimitMiB", "memory_limit_mib"], at: index) {
        return task(memory: memory, at: index)
      }
      guard let memory = property(["memorySize", "memory_size"], at: index) else { return nil }
      return .function(
        named: "by CDK", platform: .cdk, place: file.evidence(line: index + 1), memory: memory)
    }
  }

  func scalings() -> [Scaling] {
    lines.indices.compactMap { index in
      guard let least = property(["minCapacity", "min_capacity"], at: index) else { return nil }
      let most = near(index).lazy.compactMap { property(["maxCapacity", "max_capacity"], at: $0) }
        .first
      return Scaling(
        least: Int(least.value), most: most.flatMap { Int($0.value) }, adapts: true,
        place: least.place)
    }
  }

  private func task(memory: Setting, at index: Int) -> Workload {
    let cpu = near(index).lazy.compactMap { property(["cpu"], at: $0) }.first
    let place = file.evidence(line: index + 1)
    return Workload(
      name: "a task by CDK", platform: .cdk, place: place,
      containers: [
        Workload.Container(name: "the container", place: place, memory: memory, cpu: cpu)
      ])
  }

  /// The lines of the same call, as far as a glance can tell.
  private func near(_ index: Int) -> Range<Int> {
    max(0, index - 6)..<min(lines.count, index + 7)
  }

  /// `name: value` or `name=value`.
  private func property(_ names: [String], at index: Int) -> Setting? {
    for name in names where lines[index].mentionsWord(name) {
      guard let found = lines[index].range(ofText: name) else { continue }
      let rest = lines[index][found.upperBound...].drop { $0 == " " || $0 == "?" }
      guard rest.first == ":" || rest.first == "=", !rest.hasPrefix("==") else { continue }
      let value = rest.dropFirst().prefix { $0 != "," && $0 != "}" && $0 != ";" && $0 != ")" }
      let text = value.trimmed
      guard !text.isEmpty, text != "undefined", text != "number" else { continue }
      return Setting(value: text, place: file.evidence(line: index + 1))
    }
    return nil
  }
}
