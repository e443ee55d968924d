import GateModel
import GateYAML

/// Reads App Engine's `app.yaml`.
///
/// Source: https://cloud.google.com/appengine/docs/standard/reference/app-yaml
struct AppEngineReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    file.path.name.hasPrefix("app.") && file.mentions("runtime:")
  }

  func workloads(in document: YAMLNode) -> [Workload] {
    guard let runtime = document["runtime"]?.scalar else { return [] }
    let place = file.evidence(line: document.start.line)
    let instance = document["instance_class"].flatMap { Setting($0, in: file) }
    let resources = document["resources"]
    return [
      Workload(
        name: "App Engine service", platform: .appEngine, place: place,
        containers: [
          Workload.Container(
            name: runtime, place: place,
            memory: resources?["memory_gb"].flatMap { Setting($0, in: file) } ?? instance,
            cpu: resources?["cpu"].flatMap { Setting($0, in: file) } ?? instance,
            hasPlatformLimits: true)
        ], scaling: scaling(in: document))
    ]
  }

  private func scaling(in document: YAMLNode) -> Scaling? {
    guard let scaling = document["automatic_scaling"], scaling.mapping != nil else { return nil }
    let least = scaling["min_instances"] ?? scaling["min_num_instances"]
    return Scaling(
      least: least?.integer ?? 0,
      most: (scaling["max_instances"] ?? scaling["max_num_instances"])?.integer, adapts: true,
      place: file.evidence(line: (least ?? scaling).start.line))
  }
}
