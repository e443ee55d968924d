internal import GateModel

/// GitHub's workflow commands: annotations on the lines of a pull request.
enum GitHubReport {
  /// What GitHub shows of one step, of errors, warnings and notices each; the rest is dropped silently.
  static let mostOfALevel = 10

  static func render(_ report: Report) -> String {
    let notes = RunNotes(report).all.map(annotation)
    let diagnostics = report.all.flatMap(\.diagnostics).map(annotation)
    let problems = Problem.byPriority(in: report).map(annotation)
    let all =
      notes + diagnostics.filter { $0.level == .error } + problems
      + diagnostics.filter { $0.level != .error }
    var lines: [String] = []
    var left = 0
    for level in [Problem.Level.error, .warning, .note] {
      let annotations = all.filter { $0.level == level }
      // One notice says what is left out.
      let room = level == .note ? mostOfALevel - 1 : mostOfALevel
      lines += annotations.prefix(room).map(\.line)
      left += max(0, annotations.count - room)
    }
    if left > 0 { lines.append("::notice title=mxgate::\(left) more in the summary") }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  private struct Annotation {
    var level: Problem.Level
    var line: String
  }

  private static func annotation(_ problem: Problem) -> Annotation {
    let fix = problem.fix.split(separator: "\n").first.map { ". Fix: \($0)" } ?? ""
    return Annotation(
      level: problem.level,
      line: command(
        problem.level, at: problem.location, title: "\(problem.id): \(problem.title)",
        message: problem.detail + fix))
  }

  private static func annotation(_ diagnostic: Diagnostic) -> Annotation {
    let level: Problem.Level =
      switch diagnostic.severity {
      case .error: .error
      case .warning: .warning
      case .note: .note
      }
    let help = diagnostic.help.map { ". \($0)" } ?? ""
    return Annotation(
      level: level,
      line: command(
        level, at: diagnostic.location, title: "mxgate", message: diagnostic.message + help)
    )
  }

  private static func annotation(_ note: RunNotes.Note) -> Annotation {
    Annotation(
      level: note.level,
      line: command(note.level, at: nil, title: "mxgate", message: note.text))
  }

  private static func command(
    _ level: Problem.Level, at location: Location?, title: String, message: String
  ) -> String {
    let name =
      switch level {
      case .error: "error"
      case .warning: "warning"
      case .note: "notice"
      }
    var properties: [String] = []
    if let location {
      properties += [
        "file=\(escapedProperty(location.path.text))",
        "line=\(location.line)",
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
