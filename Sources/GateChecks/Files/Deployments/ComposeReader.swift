import GateModel
import GateYAML

/// Reads the services of a compose file.
///
/// Source: https://docs.docker.com/reference/compose-file/
struct ComposeReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    FileKind.kinds(of: file.path).contains(.compose)
  }

  /// The services that the repository builds itself; all, where it builds none of them.
  func workloads(in document: YAMLNode) -> [Workload] {
    let services = document["services"]?.mapping ?? []
    let own = services.filter { $0.value["build"] != nil }
    return (own.isEmpty ? services : own).map { workload(named: $0.key, $0.value) }
  }

  private func workload(named key: YAMLNode, _ service: YAMLNode) -> Workload {
    let name = key.scalar ?? "service"
    let place = file.evidence(line: key.start.line)
    let limits = service["deploy"]?["resources"]?["limits"]
    let container = Workload.Container(
      name: name, place: place,
      memory: setting(limits?["memory"] ?? service["mem_limit"]),
      cpu: setting(limits?["cpus"] ?? service["cpus"]),
      user: user(of: service), probes: healthCheck(of: service))
    return Workload(
      name: "service \(name)", platform: .compose, place: place, containers: [container])
  }

  private func setting(_ node: YAMLNode?) -> Setting? {
    // 0 is compose's "no limit".
    node.flatMap { Setting($0, in: file) }.flatMap { $0.value == "0" ? nil : $0 }
  }

  private func user(of service: YAMLNode) -> UserSetting? {
    guard let node = service["user"], let text = node.scalar, !node.isNull else { return nil }
    let name = DockerVariables().replaced(in: text)
    return UserSetting(
      user: name.isKnown ? ContainerUser(named: name.text) : .unknown,
      place: file.evidence(line: node.start.line))
  }

  private func healthCheck(of service: YAMLNode) -> [Probe] {
    guard let check = service["healthcheck"], check.mapping != nil,
      check["disable"]?.isTrue != true
    else { return [] }
    return [Probe(kind: .health, place: file.evidence(line: check.start.line))]
  }
}
