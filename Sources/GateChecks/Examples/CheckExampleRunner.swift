package import GateModel
import GateRepository
package import GateRules
import GateYAML

/// Runs the examples of checks: each mini-repository must show what it is said to show.
package struct CheckExampleRunner {
  private let code: CodeDetector
  private let others: [any Detector]

  /// - Throws: mistakes in the evidence sections of the checks.
  package init(
    checks: CheckRegistry, clients: [HTTPClientDefinition]? = nil
  ) throws(RuleFileError) {
    code = try CodeDetector(checks: checks, clients: clients)
    others = [FilesDetector()]
  }

  /// The examples in a check's file; a mistake in them is an error of the file.
  package static func examples(
    in bytes: [UInt8], path: RepositoryPath
  ) throws(RuleFileError) -> [CheckExample] {
    var decoder = CheckExampleDecoder(path: path, bytes: bytes)
    let documents: [YAMLNode]
    do throws(YAMLError) {
      documents = try YAMLParser.documents(bytes, limits: .generated)
    } catch {
      let place = Location(path: path, line: error.mark.line, column: error.mark.column)
      throw RuleFileError(diagnostics: [Diagnostic(.error, error.message, at: place)])
    }
    let examples = documents.dropFirst().flatMap { decoder.decode($0) }
    guard decoder.diagnostics.isEmpty else {
      throw RuleFileError(diagnostics: decoder.diagnostics)
    }
    return examples
  }

  /// What is wrong with an example of a check; `nil` where it holds.
  package func failure(of example: CheckExample, for check: CheckID) -> Diagnostic? {
    let observed = observations(of: example.files)[check] ?? CheckObservations(hasDetector: false)
    if let failure = observed.failure {
      return diagnostic(example, "could not be judged: \(failure)")
    }
    let seen = outcome(of: observed)
    guard seen == example.outcome else {
      return diagnostic(example, "expected \(example.outcome), but saw \(Self.words(observed))")
    }
    let stances: [CheckExample.Outcome: Observation.Stance] = [
      .proved: .proves, .contradicted: .contradicts, .near: .near,
    ]
    guard let stance = stances[seen], let place = example.place else { return nil }
    let there = observed.observations.first { observation in
      observation.stance == stance && observation.evidence.location.path == place.path
        && observation.evidence.location.line == place.line
    }
    guard let there else {
      return diagnostic(
        example, "expected it at \(place.path):\(place.line), but saw \(Self.words(observed))")
    }
    for (name, value) in example.facts.sorted(by: { $0.key < $1.key }) {
      let found = there.facts[name].map(Self.text) ?? "none"
      guard found == value else {
        return diagnostic(example, "expected the fact \(name): \(value), but saw \(found)")
      }
    }
    return nil
  }

  private func observations(of contents: [RepositoryPath: [UInt8]]) -> [CheckID: CheckObservations]
  {
    let subject = EvidenceSubject(
      files: FilesInMemory(contents), anchors: anchors(in: contents))
    return others.map { $0.observe(subject) }.reduce(code.observe(subject)) { all, part in
      all.merging(part) { first, second in first.combined(with: second) }
    }
  }

  /// What the sweep would find in the files.
  private func anchors(in contents: [RepositoryPath: [UInt8]]) -> [RepositoryPath: Set<String>] {
    let literals = code.literals.map { ($0, Array($0.lowercased().utf8)) }
    return contents.mapValues { bytes in
      let text = bytes.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
      return Set(literals.filter { text.firstRange(of: $0.1) != nil }.map(\.0))
    }
  }

  private func outcome(of observed: CheckObservations) -> CheckExample.Outcome {
    if observed.notApplicable != nil { return .notApplicable }
    let stances = Set(observed.observations.map(\.stance))
    if stances.contains(.contradicts) { return .contradicted }
    if stances.contains(.proves) { return .proved }
    return stances.contains(.near) ? .near : .nothing
  }

  private func diagnostic(_ example: CheckExample, _ message: String) -> Diagnostic {
    Diagnostic(.error, "example '\(example.name)': \(message)", at: example.location)
  }

  private static func words(_ observed: CheckObservations) -> String {
    if let reason = observed.notApplicable?.reason { return "that it does not apply: \(reason)" }
    guard !observed.observations.isEmpty else { return "nothing" }
    return observed.observations.map { observation in
      let place = observation.evidence.location
      return "\(observation.stance) at \(place.path):\(place.line)"
    }.joined(separator: ", ")
  }

  private static func text(_ value: FactValue) -> String {
    switch value {
    case .flag(let flag): "\(flag)"
    case .number(let number), .duration(let number), .percent(let number):
      number == number.rounded() ? "\(Int(number))" : "\(number)"
    case .text(let text): text
    case .list(let list): list.joined(separator: " ")
    case .statuses(let statuses): statuses.codes.sorted().map(String.init).joined(separator: " ")
    }
  }
}
