import GateModel
import GateYAML

/// Reads Render's `render.yaml`, whose plans fix memory and CPU.
///
/// Source: https://render.com/docs/blueprint-spec
struct RenderReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool { file.path.name.lowercased() == "render.yaml" }

  func workloads(in document: YAMLNode) -> [Workload] {
    (document["services"]?.sequence ?? []).map { service in
      let place = file.evidence(line: service.start.line)
      let plan = service["plan"].flatMap { Setting($0, in: file) }
      let name = service["name"]?.scalar ?? "service"
      let probe = service["healthCheckPath"].map {
        Probe(kind: .health, route: $0.scalar, place: file.evidence(line: $0.start.line))
      }
      return Workload(
        name: "service \(name)", platform: .render, place: place,
        containers: [
          Workload.Container(
            name: name, place: place, memory: plan, cpu: plan, hasPlatformLimits: true,
            probes: probe.map { [$0] } ?? [])
        ], scaling: scaling(of: service))
    }
  }

  private func scaling(of service: YAMLNode) -> Scaling? {
    let bounds = service["scaling"]
    guard let least = bounds?["minInstances"] ?? service["numInstances"] else { return nil }
    return Scaling(
      least: least.integer, most: bounds?["maxInstances"]?.integer, adapts: bounds != nil,
      place: file.evidence(line: least.start.line))
  }
}
