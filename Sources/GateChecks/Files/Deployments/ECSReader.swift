import GateModel
import GateYAML

/// Reads an ECS task definition in JSON or YAML.
///
/// Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
struct ECSReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool { file.mentions("containerDefinitions") }

  func workloads(in document: YAMLNode) -> [Workload] {
    let task = document["taskDefinition"] ?? document
    guard let containers = task["containerDefinitions"]?.sequence else { return [] }
    let place = file.evidence(line: task.start.line)
    return [
      Workload(
        name: "task \(task["family"]?.scalar ?? "")".trimmed, platform: .ecs, place: place,
        containers: containers.map { container($0, of: task, keys: .json) })
    ]
  }

  /// The keys' spelling: CloudFormation writes the same words with a capital.
  enum Keys {
    case json, cloudFormation
    func callAsFunction(_ key: String) -> String {
      self == .json ? key : key.prefix(1).uppercased() + key.dropFirst()
    }
  }

  /// A container has its own limits, or shares the task's.
  func container(_ node: YAMLNode, of task: YAMLNode, keys: Keys) -> Workload.Container {
    func setting(_ key: String) -> Setting? {
      (node[keys(key)].flatMap { Setting($0, in: file) }
        ?? task[keys(key)].flatMap { Setting($0, in: file) })
        .flatMap { $0.value == "0" ? nil : $0 }
    }
    return Workload.Container(
      name: node[keys("name")]?.scalar ?? "the container",
      place: file.evidence(line: node.start.line),
      memory: setting("memory"), cpu: setting("cpu"),
      user: node[keys("user")].flatMap { Setting($0, in: file) }.map {
        UserSetting(user: ContainerUser(named: $0.value), place: $0.place)
      },
      probes: node[keys("healthCheck")].map {
        [Probe(kind: .health, place: file.evidence(line: $0.start.line))]
      } ?? [])
  }
}
