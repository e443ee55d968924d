package import GateModel

/// Rule files that can't be used, with every mistake in them.
package struct RuleFileError: Error, Sendable {
  package var diagnostics: [Diagnostic]

  package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}

extension RuleFileError: CustomStringConvertible {
  package var description: String {
    diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
      return place + diagnostic.message
    }.joined(separator: "\n")
  }
}
