import GateModel
import GateYAML

/// All that the repository tells platforms to run.
struct Deployment: Sendable {
  var workloads: [Workload] = []
  var filesExamined = 0
  /// Files that could not be read or parsed, a sentence each.
  var failures: [String] = []

  init(_ files: ProjectFiles) {
    readYAML(files.read(.yaml), concerns: KubernetesReader.concerns) { file, documents in
      KubernetesReader(file).workloads(in: documents)
    }
    readYAML(files.read(.compose)) { file, documents in
      documents.flatMap(ComposeReader(file: file).workloads)
    }
  }

  /// The workloads that decide: those of production where any are described.
  var deciding: [Workload] {
    let production = workloads.filter(\.platform.isProduction)
    return production.isEmpty ? workloads : production
  }

  private mutating func readYAML(
    _ reading: FileReading, concerns: (TextFile) -> Bool = { _ in true },
    workloads: (TextFile, [YAMLNode]) -> [Workload]
  ) {
    failures += reading.failures
    for file in reading.files where concerns(file) {
      filesExamined += 1
      do throws(YAMLError) {
        let documents = try YAMLParser.documents(file.bytes, limits: .generated)
        self.workloads += workloads(file, documents)
      } catch {
        failures.append("\(file.path):\(error.mark.line) is not YAML: \(error.message)")
      }
    }
  }
}
