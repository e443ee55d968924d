import GateModel
import GateYAML

/// A Helm chart: its templates, read leniently, and the values that they are filled with.
///
/// Source: https://helm.sh/docs/topics/charts/
struct HelmChart: Sendable {
  let folder: RepositoryPath
  let templates: [TextFile]
  /// Production's values first, then the defaults.
  let values: [HelmValues]

  struct Reading: Sendable {
    var workloads: [Workload] = []
    var scalings: [Scaling] = []
    var failures: [String] = []
  }

  /// Whether it builds on other charts, whose templates are elsewhere.
  let hasDependencies: Bool

  /// The pods of the templates; the values' own limits where the templates that use them are
  /// another chart's.
  func read() -> Reading {
    var reading = Reading()
    for template in templates where KubernetesReader.concerns(template) {
      let reader = KubernetesReader(template: template, of: self)
      do throws(YAMLError) {
        let masked = GoTemplate.masked(template.bytes)
        for document in try YAMLParser.documents(masked, limits: .generated) {
          reading.workloads += reader.workloads(in: document)
          reading.scalings += reader.scalings(in: document)
        }
      } catch {
        reading.failures.append(
          "\(template.path):\(error.mark.line) cannot be read: \(error.message)")
      }
    }
    if reading.workloads.isEmpty || hasDependencies {
      reading.workloads += values.flatMap(\.workloads)
    }
    return reading
  }

  /// The value that a template's line takes from `.Values`: the first values file that sets it.
  func value(referencedIn template: TextFile, line: Int) -> (node: YAMLNode, file: TextFile)? {
    guard template.lines.indices.contains(line - 1),
      let path = Self.reference(in: template.lines[line - 1])
    else { return nil }
    return values.lazy.compactMap { values in
      values.root.at(path).flatMap { $0.isNull ? nil : ($0, values.file) }
    }.first
  }

  /// `.Values.app.resources` as `[app, resources]`.
  static func reference(in line: String) -> [String]? {
    guard let found = line.range(ofText: ".Values.") else { return nil }
    let path = line[found.upperBound...].prefix {
      $0.isLetter || $0.isNumber || $0 == "_" || $0 == "."
    }
    let keys = path.split(separator: ".").map(String.init)
    return keys.isEmpty ? nil : keys
  }
}

/// One values file.
struct HelmValues: Sendable {
  let file: TextFile
  let root: YAMLNode

  /// Every `resources` with limits, at any depth, as a workload named by the key above it.
  var workloads: [Workload] { workloads(in: root, key: file.path.name, line: 1, depth: 0) }

  private func workloads(in node: YAMLNode, key: String, line: Int, depth: Int) -> [Workload] {
    guard let entries = node.mapping, depth < 8 else { return [] }
    var found: [Workload] = []
    if let limits = node["resources"]?["limits"], limits.mapping?.isEmpty == false {
      let container = Workload.Container(
        name: key, place: file.evidence(line: line),
        memory: limits["memory"].flatMap { Setting($0, in: file) },
        cpu: limits["cpu"].flatMap { Setting($0, in: file) })
      found.append(
        Workload(
          name: file.path.name, platform: .helm, place: container.place, containers: [container]))
    }
    for entry in entries where entry.key.scalar != "resources" {
      found += workloads(
        in: entry.value, key: entry.key.scalar ?? key, line: entry.key.start.line,
        depth: depth + 1)
    }
    return found
  }
}

extension YAMLNode {
  /// The node below a path of keys.
  func at(_ path: [String]) -> YAMLNode? {
    path.reduce(YAMLNode?.some(self)) { node, key in node?[key] }
  }
}

extension Setting {
  /// `nil` for what is no plain value, or says nothing.
  init?(_ node: YAMLNode, in file: TextFile) {
    guard let text = node.scalar, !node.isNull, !text.isEmpty else { return nil }
    self.init(value: text, place: file.evidence(line: node.start.line))
  }
}
