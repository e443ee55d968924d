import GateModel
import GateYAML

/// Reads the objects of Kubernetes manifests: whatever runs pods, and Knative services.
///
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
struct KubernetesReader {
  let file: TextFile
  let platform: Platform

  init(_ file: TextFile, platform: Platform = .kubernetes) {
    self.file = file
    self.platform = platform
  }

  /// Whether a text may hold objects, so that other YAML is not parsed.
  static func concerns(_ file: TextFile) -> Bool {
    file.mentions("apiVersion:") && file.mentions("kind:")
  }

  /// Every workload among the objects, a `List`'s items included.
  func workloads(in documents: [YAMLNode]) -> [Workload] {
    documents.flatMap { document -> [Workload] in
      if document["kind"]?.scalar == "List", let items = document["items"]?.sequence {
        return items.compactMap(workload)
      }
      return workload(of: document).map { [$0] } ?? []
    }
  }

  private func workload(of object: YAMLNode) -> Workload? {
    guard let kind = object["kind"]?.scalar, object["apiVersion"] != nil,
      let pod = podSpec(of: object, kind: kind), let containers = pod["containers"]?.sequence
    else { return nil }
    let initContainers = pod["initContainers"]?.sequence ?? []
    let isKnative = object["apiVersion"]?.scalar?.hasPrefix("serving.knative.dev/") == true
    return Workload(
      name: "\(kind) \(object["metadata"]?["name"]?.scalar ?? "")".trimmed,
      platform: isKnative ? .cloudRun : platform,
      place: file.evidence(line: object.start.line),
      containers: (initContainers + containers).map(container),
      user: pod["securityContext"].flatMap(user),
      scaling: isKnative ? knativeScaling(of: object) : replicas(of: object))
  }

  private func podSpec(of object: YAMLNode, kind: String) -> YAMLNode? {
    let spec = object["spec"]
    return switch kind {
    case "Pod": spec
    case "Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job", "Rollout", "Service":
      spec?["template"]?["spec"]
    case "CronJob": spec?["jobTemplate"]?["spec"]?["template"]?["spec"]
    default: nil
    }
  }

  private func container(_ node: YAMLNode) -> Workload.Container {
    let limits = node["resources"]?["limits"]
    return Workload.Container(
      name: node["name"]?.scalar ?? "container",
      place: file.evidence(line: node.start.line),
      memory: limits?["memory"].flatMap(setting),
      cpu: limits?["cpu"].flatMap(setting),
      user: node["securityContext"].flatMap(user),
      probes: probes(of: node))
  }

  private func setting(_ node: YAMLNode) -> Setting? {
    guard let text = node.scalar, !node.isNull else { return nil }
    return Setting(value: text, place: file.evidence(line: node.start.line))
  }

  /// A `securityContext`; `nil` where it says nothing of the user.
  private func user(of context: YAMLNode) -> UserSetting? {
    if let number = context["runAsUser"], let text = number.scalar, !number.isNull {
      return UserSetting(
        user: ContainerUser(named: text), place: file.evidence(line: number.start.line))
    }
    guard let flag = context["runAsNonRoot"], flag.isTrue else { return nil }
    return UserSetting(
      user: .other("a user other than root, enforced"), place: file.evidence(line: flag.start.line))
  }

  private func probes(of container: YAMLNode) -> [Probe] {
    let kinds: [(String, Probe.Kind)] = [
      ("livenessProbe", .liveness), ("readinessProbe", .readiness), ("startupProbe", .startup),
    ]
    return kinds.compactMap { key, kind in
      guard let probe = container[key], probe.mapping != nil else { return nil }
      let path = probe["httpGet"]?["path"]
      return Probe(
        kind: kind, route: path?.scalar,
        place: file.evidence(line: (path ?? probe).start.line))
    }
  }

  private func replicas(of object: YAMLNode) -> Scaling? {
    guard let replicas = object["spec"]?["replicas"], let count = replicas.integer else {
      return nil
    }
    return Scaling(least: count, most: count, place: file.evidence(line: replicas.start.line))
  }

  /// Cloud Run and Knative: `autoscaling.knative.dev/minScale` on the service's template.
  private func knativeScaling(of object: YAMLNode) -> Scaling? {
    let annotations = object["spec"]?["template"]?["metadata"]?["annotations"]
    func bound(_ names: [String]) -> YAMLNode? {
      names.lazy.compactMap { annotations?["autoscaling.knative.dev/\($0)"] }.first
    }
    let least = bound(["minScale", "min-scale"])
    let most = bound(["maxScale", "max-scale"])
    guard let shown = least ?? most else { return nil }
    return Scaling(
      least: least?.integer, most: most?.integer, place: file.evidence(line: shown.start.line))
  }
}

extension YAMLNode {
  /// `true` as YAML 1.1 and 1.2 write it; a quoted "true" is text, as Kubernetes refuses it.
  var isTrue: Bool { isPlain && ["true", "True", "TRUE", "yes", "on"].contains(scalar ?? "") }
  var integer: Int? { scalar.flatMap { Int($0) } }
}
