import GateModel
import GateYAML

/// All that the repository tells platforms to run.
struct Deployment: Sendable {
  private(set) var workloads: [Workload] = []
  /// What makes the number of instances follow the load.
  private(set) var scalings: [Scaling] = []
  private(set) var filesExamined = 0
  /// Files that could not be read or parsed, a sentence each.
  private(set) var failures: [String] = []

  /// Readers of whole documents, in the order in which a file is offered to them.
  private static var readers: [any WorkloadReader.Type] {
    [
      KubernetesReader.self, CloudFormationReader.self, ServerlessReader.self,
      AppEngineReader.self, RenderReader.self, KamalReader.self, ECSReader.self, FlyReader.self,
      ComposeReader.self,
    ]
  }

  init(_ files: ProjectFiles, commands: QualityCommands) {
    let charts = HelmCharts(files)
    failures += charts.failures
    for chart in charts.charts {
      filesExamined += chart.templates.count + chart.values.count
      let reading = chart.read()
      workloads += reading.workloads
      scalings += reading.scalings
      failures += reading.failures
    }
    for kind in [FileKind.yaml, .compose, .json, .toml] {
      let reading = files.read(files.paths(of: kind).filter { !charts.owns($0) })
      failures += reading.failures
      for file in reading.files { read(file, kind) }
    }
    let terraform = files.read(.terraform)
    failures += terraform.failures
    filesExamined += terraform.files.count
    for reader in terraform.files.map(TerraformReader.init) {
      workloads += reader.workloads()
      scalings += reader.scalings()
    }
    let programs = files.read(files.programs(beside: "cdk.json"), mentioning: CDKReader.marks)
    failures += programs.failures
    filesExamined += programs.files.count
    for reader in programs.files.map(CDKReader.init) {
      workloads += reader.workloads()
      scalings += reader.scalings()
    }
    let deploying =
      commands.commands.compactMap(DeployCommandReader.init)
      + commands.actions.compactMap {
        DeployCommandReader(action: $0.name, options: $0.options, place: $0.place)
      }
    workloads += deploying.map(\.workload)
    scalings += deploying.compactMap(\.scaling)
    workloads = Workload.merged(workloads)
  }

  /// The workloads that decide: those of production where any are described.
  var deciding: [Workload] {
    let production = workloads.filter(\.platform.isProduction)
    return production.isEmpty ? workloads : production
  }

  private mutating func read(_ file: TextFile, _ kind: FileKind) {
    guard let reader = Self.readers.first(where: { $0.concerns(file) }) else { return }
    filesExamined += 1
    do throws(YAMLError) {
      for document in try kind.documents(of: file) {
        workloads += reader.init(file).workloads(in: document)
        scalings += reader.init(file).scalings(in: document)
      }
    } catch {
      failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
    }
  }
}

/// Reads what one platform's description tells it to run.
protocol WorkloadReader: Sendable {
  init(_ file: TextFile)
  /// Whether a file is such a description, by its name and a few words.
  static func concerns(_ file: TextFile) -> Bool
  func workloads(in document: YAMLNode) -> [Workload]
  func scalings(in document: YAMLNode) -> [Scaling]
}

extension WorkloadReader {
  func scalings(in document: YAMLNode) -> [Scaling] { [] }
}

extension FileKind {
  /// The documents of a YAML, JSON or TOML file.
  func documents(of file: TextFile) throws(YAMLError) -> [YAMLNode] {
    switch self {
    case .toml: [TOMLReader.document(file.bytes).root]
    case .json: try YAMLParser.documents(JSONText.readable(file.bytes), limits: .generated)
    default: try YAMLParser.documents(file.bytes, limits: .generated)
    }
  }
}
