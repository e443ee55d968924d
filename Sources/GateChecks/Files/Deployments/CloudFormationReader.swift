import GateModel
import GateYAML

/// Reads CloudFormation and SAM templates: tasks, functions and what scales them.
///
/// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/
struct CloudFormationReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    file.mentions("Resources") && file.mentions("AWS::")
  }

  func workloads(in document: YAMLNode) -> [Workload] {
    (document["Resources"]?.mapping ?? []).compactMap { entry in
      let properties = entry.value["Properties"]
      let place = file.evidence(line: entry.key.start.line)
      let name = entry.key.scalar ?? ""
      switch entry.value["Type"]?.scalar {
      case "AWS::ECS::TaskDefinition":
        guard let properties, let containers = properties["ContainerDefinitions"]?.sequence else {
          return nil
        }
        return Workload(
          name: "task \(name)", platform: .cloudFormation, place: place,
          containers: containers.map {
            ECSReader(file).container($0, of: properties, keys: .cloudFormation)
          })
      case "AWS::Serverless::Function", "AWS::Lambda::Function":
        let size = properties?["MemorySize"] ?? document.at(["Globals", "Function", "MemorySize"])
        return .function(
          named: name, platform: .cloudFormation, place: place,
          memory: size.flatMap { Setting($0, in: file) })
      default: return nil
      }
    }
  }

  func scalings(in document: YAMLNode) -> [Scaling] {
    (document["Resources"]?.mapping ?? []).compactMap { entry in
      guard entry.value["Type"]?.scalar == "AWS::ApplicationAutoScaling::ScalableTarget",
        let properties = entry.value["Properties"]
      else { return nil }
      let least = properties["MinCapacity"]
      return Scaling(
        least: least?.integer, most: properties["MaxCapacity"]?.integer, adapts: true,
        place: file.evidence(line: (least ?? entry.key).start.line))
    }
  }
}

extension Workload {
  /// A function, whose CPU its platform gives by its memory.
  static func function(
    named name: String, platform: Platform, place: Evidence, memory: Setting?
  ) -> Workload {
    let cpu = memory.map { Setting(value: "by memory", place: $0.place) }
    return Workload(
      name: "function \(name)", platform: platform, place: place,
      containers: [Container(name: name, place: place, memory: memory, cpu: cpu)])
  }
}
