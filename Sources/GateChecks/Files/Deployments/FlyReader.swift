import GateModel
import GateYAML

/// Reads `fly.toml`.
///
/// Source: https://fly.io/docs/reference/configuration/
struct FlyReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    let name = file.path.name.lowercased()
    return name.hasPrefix("fly.") && name.hasSuffix(".toml")
  }

  func workloads(in document: YAMLNode) -> [Workload] {
    let machines = document["vm"]?.sequence ?? []
    let place = file.evidence(line: document["app"]?.start.line ?? 1)
    let containers = machines.map { machine in
      // A named size fixes memory and CPUs both.
      let size = machine["size"].flatMap { Setting($0, in: file) }
      return Workload.Container(
        name: "the machine", place: file.evidence(line: machine.start.line),
        memory: (machine["memory"] ?? machine["memory_mb"]).flatMap { Setting($0, in: file) }
          ?? size,
        cpu: machine["cpus"].flatMap { Setting($0, in: file) } ?? size)
    }
    let standard = Workload.Container(name: "the machine", place: place, hasPlatformLimits: true)
    var workload = Workload(
      name: "Fly app \(document["app"]?.scalar ?? "")".trimmed, platform: .fly, place: place,
      containers: containers.isEmpty ? [standard] : containers, scaling: scaling(in: document))
    workload.containers[0].probes = probes(in: document)
    return [workload]
  }

  private func scaling(in document: YAMLNode) -> Scaling? {
    let services =
      [document["http_service"]].compactMap { $0 } + (document["services"]?.sequence ?? [])
    // A volume belongs to one machine, so that an app with one has no second to start.
    let hasVolume = document["mounts"] != nil || document["mount"] != nil
    return services.lazy.compactMap { service in
      service["min_machines_running"].map { least in
        Scaling(
          least: least.integer,
          adapts: service["auto_start_machines"]?.isTrue == true && !hasVolume,
          place: file.evidence(line: least.start.line))
      }
    }.first
  }

  private func probes(in document: YAMLNode) -> [Probe] {
    let services = document["services"]?.sequence ?? []
    let checks =
      (document.at(["http_service", "checks"])?.sequence ?? [])
      + services.flatMap { $0["http_checks"]?.sequence ?? [] }
      + (document["checks"]?.mapping ?? []).map(\.value)
    return checks.map { check in
      let path = check["path"]
      return Probe(
        kind: .health, route: path?.scalar,
        place: file.evidence(line: (path ?? check).start.line))
    }
  }
}
