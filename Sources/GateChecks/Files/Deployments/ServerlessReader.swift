import GateModel
import GateYAML

/// Reads the Serverless Framework's `serverless.yml`.
///
/// Source: https://www.serverless.com/framework/docs/providers/aws/guide/serverless.yml
struct ServerlessReader: WorkloadReader {
  let file: TextFile

  init(_ file: TextFile) { self.file = file }

  static func concerns(_ file: TextFile) -> Bool {
    file.path.name.lowercased().hasPrefix("serverless.") && file.mentions("provider:")
  }

  func workloads(in document: YAMLNode) -> [Workload] {
    let common = document.at(["provider", "memorySize"])
    return (document["functions"]?.mapping ?? []).map { entry in
      .function(
        named: entry.key.scalar ?? "", platform: .serverless,
        place: file.evidence(line: entry.key.start.line),
        memory: (entry.value["memorySize"] ?? common).flatMap { Setting($0, in: file) })
    }
  }
}
