import GateModel

/// Reads what Terraform is told to run: ECS tasks, Cloud Run, Kubernetes, functions, container apps.
///
/// Source: the providers' resource documentation at https://registry.terraform.io/
struct TerraformReader {
  private let file: TextFile
  private let resources: [HCLReader.Block]

  init(_ file: TextFile) {
    self.file = file
    resources = HCLReader.blocks(in: file).filter { $0.type == "resource" && $0.labels.count == 2 }
  }

  func workloads() -> [Workload] { resources.compactMap(workload) }

  func scalings() -> [Scaling] {
    resources.compactMap { resource in
      let keys: (least: String, most: String)
      switch resource.labels[0] {
      case "aws_appautoscaling_target": keys = ("min_capacity", "max_capacity")
      case "kubernetes_horizontal_pod_autoscaler", "kubernetes_horizontal_pod_autoscaler_v2":
        keys = ("min_replicas", "max_replicas")
      case "google_cloud_run_v2_service": keys = ("min_instance_count", "max_instance_count")
      case "azurerm_container_app": keys = ("min_replicas", "max_replicas")
      default: return nil
      }
      let attributes = resource.all.flatMap(\.attributes)
      let least = attributes.first { $0.name == keys.least }
      let most = attributes.first { $0.name == keys.most }
      guard let shown = least ?? most else { return nil }
      return Scaling(
        least: least.map { Int($0.expression.trimmed) } ?? 0,
        most: most.flatMap { Int($0.expression.trimmed) }, adapts: true,
        place: file.evidence(line: shown.line))
    }
  }

  private func workload(of resource: HCLReader.Block) -> Workload? {
    let type = resource.labels[0]
    let place = file.evidence(line: resource.line)
    switch type {
    case "aws_lambda_function":
      return .function(
        named: resource.labels[1], platform: .terraform, place: place,
        memory: setting("memory_size", in: [resource]))
    case "google_cloudfunctions2_function", "google_cloudfunctions_function":
      return .function(
        named: resource.labels[1], platform: .terraform, place: place,
        memory: setting("available_memory", in: resource.all)
          ?? setting("available_memory_mb", in: resource.all))
    case "aws_ecs_task_definition":
      return workload(resource, containers: [container(in: resource, limits: [resource])])
    case "google_cloud_run_service", "google_cloud_run_v2_service", "google_cloud_run_v2_job",
      "azurerm_container_app":
      return workload(resource, containers: containers(in: resource))
    case let type where type.hasPrefix("kubernetes_"):
      let containers = containers(in: resource)
      return containers.isEmpty ? nil : workload(resource, containers: containers)
    default: return nil
    }
  }

  private func workload(
    _ resource: HCLReader.Block, containers: [Workload.Container]
  ) -> Workload {
    Workload(
      name: resource.labels.joined(separator: " "), platform: .terraform,
      place: file.evidence(line: resource.line), containers: containers)
  }

  private func containers(in resource: HCLReader.Block) -> [Workload.Container] {
    resource.all.filter { ["container", "containers", "init_container"].contains($0.type) }
      .map { container(in: $0, limits: $0.all) }
  }

  private func container(
    in block: HCLReader.Block, limits: [HCLReader.Block]
  ) -> Workload.Container {
    Workload.Container(
      name: block.attribute("name")?.expression.trimmed.filter { $0 != "\"" } ?? "the container",
      place: file.evidence(line: block.line),
      memory: setting("memory", in: limits), cpu: setting("cpu", in: limits))
  }

  /// An attribute, or a key inside the object of `limits = { ... }`; `requests` do not count.
  private func setting(_ name: String, in blocks: [HCLReader.Block]) -> Setting? {
    for block in blocks where block.type != "requests" {
      if let attribute = block.attribute(name) {
        return Setting(
          value: attribute.expression.trimmed.filter { $0 != "\"" },
          place: file.evidence(line: attribute.line))
      }
      if let limits = block.attribute("limits"), let setting = setting(name, inObject: limits) {
        return setting
      }
    }
    return nil
  }

  private func setting(_ name: String, inObject attribute: HCLReader.Attribute) -> Setting? {
    let lines = attribute.expression.split(separator: "\n", omittingEmptySubsequences: false)
    for (offset, line) in lines.enumerated() {
      for part in line.split(separator: ",") {
        let pair = part.filter { !"{}\"".contains($0) }.split(maxSplits: 1) {
          $0 == "=" || $0 == ":"
        }
        if pair.count == 2, pair[0].trimmed == name {
          return Setting(
            value: pair[1].trimmed, place: file.evidence(line: attribute.line + offset))
        }
      }
    }
    return nil
  }
}
