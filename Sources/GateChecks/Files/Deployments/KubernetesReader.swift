import GateModel
import GateYAML

/// Reads the objects of Kubernetes manifests: whatever runs pods, and Knative services.
///
/// Source: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/
struct KubernetesReader: WorkloadReader {
  let file: TextFile
  let platform: Platform
  /// The chart whose values fill the gaps, where this is a template.
  let chart: HelmChart?

  init(_ file: TextFile) {
    self.file = file
    platform = .kubernetes
    chart = nil
  }

  /// A chart's template, its actions masked before it is parsed.
  init(template: TextFile, of chart: HelmChart) {
    file = template
    platform = .helm
    self.chart = chart
  }

  /// Whether a text may hold objects, so that other YAML is not parsed.
  static func concerns(_ file: TextFile) -> Bool {
    file.mentions("apiVersion:") && file.mentions("kind:")
  }

  /// The workload that a document describes, or each item of a `List`.
  func workloads(in document: YAMLNode) -> [Workload] {
    Self.objects(in: document).compactMap(workload)
  }

  func scalings(in document: YAMLNode) -> [Scaling] {
    Self.objects(in: document).compactMap(autoscaler)
  }

  private static func objects(in document: YAMLNode) -> [YAMLNode] {
    document["kind"]?.scalar == "List" ? document["items"]?.sequence ?? [] : [document]
  }

  private func workload(of object: YAMLNode) -> Workload? {
    guard let kind = object["kind"]?.scalar, object["apiVersion"] != nil,
      let pod = podSpec(of: object, kind: kind), let containers = pod["containers"]?.sequence
    else { return nil }
    let initContainers = pod["initContainers"]?.sequence ?? []
    let isKnative = object["apiVersion"]?.scalar?.hasPrefix("serving.knative.dev/") == true
    var workload = Workload(
      name: "\(kind) \(Self.name(of: object))".trimmed,
      platform: isKnative ? .cloudRun : platform,
      place: file.evidence(line: object.start.line),
      containers: (initContainers + containers).map(container),
      user: user(of: pod),
      scaling: isKnative ? knativeScaling(of: object) : replicas(of: object))
    workload.isJob = kind == "Job" || kind == "CronJob"
    return workload
  }

  /// The object's name; empty where a template makes it.
  private static func name(of object: YAMLNode) -> String {
    let name = object["metadata"]?["name"]?.scalar ?? ""
    return name.hasPrefix("__") ? "" : name
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
    let resources = value(of: "resources", in: node)
    let limits = resources?.node["limits"]
    return Workload.Container(
      name: node["name"]?.scalar.flatMap { GoTemplate.isMask($0) ? nil : $0 } ?? "the container",
      place: file.evidence(line: node.start.line),
      memory: setting(limits?["memory"], in: resources?.file),
      cpu: setting(limits?["cpu"], in: resources?.file),
      hasOpenLimits: resources?.isOpen ?? false,
      user: user(of: node), probes: probes(of: node))
  }

  /// A value of a template: as it stands, or as the chart's values give it.
  private struct Value {
    var node: YAMLNode
    var file: TextFile
    /// The template takes it from where it cannot be followed, or no values file sets it.
    var isOpen: Bool
  }

  private func value(of key: String, in node: YAMLNode) -> Value? {
    guard let entry = node.mapping?.first(where: { $0.key.scalar == key }) else { return nil }
    let isFilled = entry.value.mapping?.isEmpty == false
    guard let chart, !isFilled else {
      return Value(node: entry.value, file: file, isOpen: false)
    }
    // `resources: {{ toYaml .Values.resources }}`, the same on the next line, or inside
    // `{{ with .Values.resources }}` on the line above.
    let line = entry.key.start.line
    for candidate in [line, line + 1, line - 1] {
      if let (node, file) = chart.value(referencedIn: file, line: candidate) {
        return Value(node: node, file: file, isOpen: node.mapping?.isEmpty != false)
      }
    }
    return Value(node: entry.value, file: file, isOpen: true)
  }

  private func setting(_ node: YAMLNode?, in source: TextFile?) -> Setting? {
    guard let node, let setting = Setting(node, in: source ?? file) else { return nil }
    guard GoTemplate.isMask(setting.value.filter { $0 != "\"" }), let chart else { return setting }
    let line = node.start.line
    guard let (value, file) = chart.value(referencedIn: file, line: line) else {
      return self.file.lines[line - 1].mentions("default") ? setting : nil
    }
    return Setting(value, in: file)
  }

  /// What `securityContext` says of the user; `nil` where it says nothing.
  private func user(of node: YAMLNode) -> UserSetting? {
    guard let context = value(of: "securityContext", in: node) else { return nil }
    if let user = setting(context.node["runAsUser"], in: context.file) {
      return UserSetting(user: ContainerUser(named: user.value), place: user.place)
    }
    guard let flag = context.node["runAsNonRoot"], flag.isTrue else { return nil }
    return UserSetting(
      user: .other("a user other than root, enforced"),
      place: context.file.evidence(line: flag.start.line))
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

  /// A HorizontalPodAutoscaler, which keeps one pod where it says nothing, or KEDA's, which keeps none.
  private func autoscaler(of object: YAMLNode) -> Scaling? {
    let spec = object["spec"]
    let place = file.evidence(line: object.start.line)
    switch object["kind"]?.scalar {
    case "HorizontalPodAutoscaler":
      let least = setting(spec?["minReplicas"], in: nil)
      let most = setting(spec?["maxReplicas"], in: nil)
      return Scaling(
        least: least.map { Int($0.value) } ?? 1, most: most.flatMap { Int($0.value) },
        adapts: true, place: (least ?? most)?.place ?? place)
    case "ScaledObject":
      let least = spec?["minReplicaCount"]
      return Scaling(
        least: least?.integer ?? 0, most: spec?["maxReplicaCount"]?.integer, adapts: true,
        place: least.map { file.evidence(line: $0.start.line) } ?? place)
    default: return nil
    }
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
      least: least?.integer ?? 0, most: most?.integer, adapts: true,
      place: file.evidence(line: shown.start.line))
  }
}

extension YAMLNode {
  /// `true` as YAML 1.1 and 1.2 write it; a quoted "true" is text, as Kubernetes refuses it.
  var isTrue: Bool { isPlain && ["true", "True", "TRUE", "yes", "on"].contains(scalar ?? "") }
  var integer: Int? { scalar.flatMap { Int($0) } }
}
