import GateModel
import GateYAML

/// A command line that a pipeline, a hook or a named script runs, and where it is written.
struct PipelineCommand: Sendable {
  var text: String
  var place: Evidence
  /// What leads to it.
  var origin: Origin

  enum Origin: Int, Sendable, Comparable {
    /// A pipeline, directly or through scripts that it runs.
    case pipeline
    /// A commit hook alone.
    case hook
    /// A named script that nothing here runs by itself.
    case script
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
}

extension TextFile {
  /// The lines of a YAML text node as commands, each with the line it stands on.
  func commands(
    in node: YAMLNode, origin: PipelineCommand.Origin
  ) -> [PipelineCommand] {
    guard let text = node.scalar else { return [] }
    // A block scalar starts on the line below its indicator.
    let written = lines.indices.contains(node.start.line - 1) ? lines[node.start.line - 1] : ""
    let mark = written.unicodeScalars.dropFirst(node.start.column - 1).first
    let isBlock = mark == "|" || mark == ">"
    let texts = text.split(separator: "\n", omittingEmptySubsequences: false)
    return ShellScript.logicalLines(texts).filter { !$0.text.trimmed.isEmpty }.map { index, text in
      PipelineCommand(
        text: text, place: evidence(line: node.start.line + (isBlock ? 1 + index : 0)),
        origin: origin)
    }
  }
}
