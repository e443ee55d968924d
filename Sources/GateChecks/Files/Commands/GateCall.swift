package import GateModel
package import GateRepository

/// Where a repository's CI runs the gate.
package enum GateCall {
  package enum Answer: Sendable {
    case found(Evidence)
    /// CI is set up, and nothing in it runs the gate.
    case missing(filesExamined: Int)
    case noPipeline
  }

  package static func search(in files: any FileSource) -> Answer {
    let reading = ProjectFiles(files).read(.pipeline)
    for file in reading.files {
      for (index, line) in file.lines.enumerated() {
        let text = line.trimmed
        guard !text.hasPrefix("#"), !text.hasPrefix("//"), text.mentions("mxgate") else { continue }
        return .found(file.evidence(line: index + 1))
      }
    }
    return reading.files.isEmpty ? .noPipeline : .missing(filesExamined: reading.files.count)
  }
}
