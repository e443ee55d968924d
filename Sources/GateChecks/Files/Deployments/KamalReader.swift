import GateModel
import GateYAML

/// Reads Kamal's `config/deploy.yml`.
///
/// Source: https://kamal-deploy.org/docs/configuration/roles/
struct KamalReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    file.path.name.hasPrefix("deploy.") && file.mentions("servers:") && file.mentions("image:")
  }

  func workloads(in document: YAMLNode) -> [Workload] {
    guard let name = document["service"]?.scalar, let servers = document["servers"] else {
      return []
    }
    let roles = servers.mapping ?? [YAMLEntry(key: servers, value: servers)]
    return roles.map { role in
      let place = file.evidence(line: role.key.start.line)
      let options = role.value["options"]
      let container = Workload.Container(
        name: role.key.scalar ?? "web", place: place,
        memory: options?["memory"].flatMap { Setting($0, in: file) },
        cpu: options?["cpus"].flatMap { Setting($0, in: file) },
        user: options?["user"].flatMap { Setting($0, in: file) }.map {
          UserSetting(user: ContainerUser(named: $0.value), place: $0.place)
        })
      return Workload(
        name: "\(name), deployed by Kamal", platform: .kamal, place: place,
        containers: [container])
    }
  }
}
