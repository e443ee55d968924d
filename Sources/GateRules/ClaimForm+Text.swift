package import GateModel

extension ClaimForm {
  /// The measured values that all observations agree on, by the fields' names.
  package func agreedValues(of observations: [Observation]) -> [String: FactValue] {
    fields.reduce(into: [:]) { values, field in
      let measured = Set(observations.compactMap { $0.facts[field.name] })
      if measured.count == 1 { values[field.name] = measured.first }
    }
  }

  /// A claim as it stands behind the check's name: `true`, `30s`, or `{ path: /health }`.
  /// - Parameter values: by the fields' names; others are left out.
  package func text(values: [String: FactValue]) -> String {
    let known = fields.compactMap { field in values[field.name].map { (field, $0) } }
    guard let first = known.first else { return "true" }
    if known.count == 1, first.0.name == main?.name { return YAMLText.value(first.1) }
    return "{ " + known.map { "\($0.name): \(YAMLText.value($1))" }.joined(separator: ", ") + " }"
  }

  /// The same on a line of its own: `errors: { timeout: 30s }`.
  package func line(for check: CheckID, values: [String: FactValue]) -> String {
    "`\(check.category): { \(check.name): \(text(values: values)) }`"
  }
}
