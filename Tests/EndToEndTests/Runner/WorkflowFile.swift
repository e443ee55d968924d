import FoundationEssentials
import GateYAML

/// A workflow or an action of this repository, as GitHub reads it.
struct WorkflowFile {
  struct Step {
    var id: String?
    var condition: String?
    var run: String?
    var uses: String?
    var environment: [String: String]
    var inputs: [String: String]
  }

  /// Relative to the repository's top.
  let path: String
  private let document: YAMLNode

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .path(percentEncoded: false)

  init(_ path: String) throws {
    self.path = path
    let bytes = try Data(contentsOf: URL(filePath: Self.root + path))
    guard let document = try YAMLParser.firstDocument(Array(bytes)) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    self.document = document
  }

  /// Every workflow, action and example below `.github`.
  static func all() throws -> [WorkflowFile] {
    var files: [WorkflowFile] = []
    for folder in ["workflows", "examples", "actions"] {
      let path = ".github/\(folder)"
      for name in try FileManager.default.contentsOfDirectory(atPath: root + path).sorted() {
        files.append(
          try WorkflowFile(folder == "actions" ? "\(path)/\(name)/action.yml" : "\(path)/\(name)"))
      }
    }
    return files
  }

  var folder: String { Self.root + path.split(separator: "/").dropLast().joined(separator: "/") }

  /// An action's inputs with their defaults.
  var defaults: [String: String] { texts(document["inputs"]) { $0["default"]?.scalar ?? "" } }
  /// An action's outputs, as expressions.
  var outputs: [String: String] { texts(document["outputs"]) { $0["value"]?.scalar ?? "" } }

  /// The steps of an action, or of all jobs.
  var steps: [Step] {
    let lists =
      [document["runs"]?["steps"]]
      + (document["jobs"]?.mapping ?? []).map { $0.value["steps"] }
    return lists.flatMap { $0?.sequence ?? [] }.map { node in
      Step(
        id: node["id"]?.scalar, condition: node["if"]?.scalar, run: node["run"]?.scalar,
        uses: node["uses"]?.scalar, environment: texts(node["env"]) { $0.scalar ?? "" },
        inputs: texts(node["with"]) { $0.scalar ?? "" })
    }
  }

  private func texts(_ node: YAMLNode?, _ value: (YAMLNode) -> String) -> [String: String] {
    Dictionary(
      (node?.mapping ?? []).map { ($0.key.scalar ?? "", value($0.value)) },
      uniquingKeysWith: { first, _ in first })
  }
}
