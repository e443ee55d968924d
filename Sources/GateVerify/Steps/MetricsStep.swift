internal import GateModel

/// The service shows its metrics.
struct MetricsStep {
  let address: HTTPAddress
  let required: [String]
  let caller: HTTPCaller
  let judge: StepJudge

  /// A service with many routes and histograms shows some megabytes.
  private static let bodyLimit = 8 << 20
  private static let accepted =
    "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.9,*/*;q=0.1"

  func run(within budget: TimeBudget) -> (result: LiveStepResult, document: MetricsDocument?) {
    var effort = Effort()
    do throws(Diagnosis) {
      let document = try document(within: budget, &effort)
      let samples = document.sampleCount == 1 ? "sample" : "samples"
      return (judge.passed("\(document.sampleCount) \(samples)", effort), document)
    } catch {
      return (judge.failed(error, effort), nil)
    }
  }

  private func document(
    within budget: TimeBudget, _ effort: inout Effort
  ) throws(Diagnosis) -> MetricsDocument {
    let request = HTTPRequest(
      .get, address, headers: [HTTPHeader("Accept", Self.accepted)], bodyLimit: Self.bodyLimit)
    let response = try effort.page(lacking: "metrics") { () throws(CallError) in
      try caller.call(request, within: budget)
    }
    let document: MetricsDocument
    do {
      document = try MetricsParser.parse(
        response.body, as: MetricsParser.format(contentType: response.header("Content-Type")))
    } catch {
      throw Diagnosis(
        cause: "wrongAnswer", got: "200, but in line \(error.line) \(error.message)")
    }
    guard document.sampleCount > 0 else {
      throw Diagnosis(cause: "wrongAnswer", got: "200, but not one sample")
    }
    let missing = required.filter { !document.has($0) }
    guard missing.isEmpty else {
      throw Diagnosis(
        cause: "missingMetric", got: "200, but without \(missing.joined(separator: ", "))")
    }
    return document
  }
}
