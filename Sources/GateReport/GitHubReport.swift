internal import GateModel

/// GitHub's workflow commands: annotations on the lines of a pull request.
enum GitHubReport {
  /// What GitHub shows of one step, of errors and of warnings each; the rest is dropped silently.
  static let mostOfALevel = 10

  static func render(_ report: Report) -> String {
    let problems = Problem.all(in: report)
    var lines = report.diagnostics.filter { $0.severity == .error }.map(command)
    let room = max(0, mostOfALevel - 1 - lines.count)
    let errors = problems.filter { $0.level == .error }
    let others = problems.filter { $0.level != .error }
    lines += errors.prefix(room).map(command)
    lines += others.prefix(mostOfALevel - 1).map(command)
    let left = max(0, errors.count - room) + max(0, others.count - mostOfALevel + 1)
    if left > 0 { lines.append("::notice title=mxgate::\(left) more in the summary") }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private static func command(_ problem: Problem) -> String {
    let name =
      switch problem.level {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    let fix = problem.fix.split(separator: "\n").first.map { ". Fix: \($0)" } ?? ""
    return command(
      name, at: problem.location, title: "\(problem.id): \(problem.title)",
      message: problem.detail + fix)
  }

  private static func command(_ diagnostic: Diagnostic) -> String {
    command("error", at: diagnostic.location, title: "mxgate", message: diagnostic.message)
  }

  private static func command(
    _ name: String, at location: Location?, title: String, message: String
  ) -> String {
    var properties: [String] = []
    if let location {
      properties += [
        "file=\(escapedProperty(location.path.text))", "line=\(location.line)",
        "endLine=\(location.endLine)", "col=\(location.column)",
      ]
    }
    properties.append("title=\(escapedProperty(title))")
    return "::\(name) \(properties.joined(separator: ","))::\(escapedData(message))"
  }

  /// As GitHub's toolkit escapes a command's data.
  private static func escapedData(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return TerminalText.escaped(result)
  }

  private static func escapedProperty(_ text: String) -> String {
    var result = ""
    for scalar in escapedData(text).unicodeScalars {
      switch scalar {
      case ":": result += "%3A"
      case ",": result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
