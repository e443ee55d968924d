internal import GateModel

/// The service shows its metrics.
struct MetricsStep {
  let address: HTTPAddress
  let required: [String]
  let caller: HTTPCaller
  let judge: StepJudge

  /// A service with many routes and histograms shows some megabytes.
  private static let bodyLimit = 8 << 20

  func run(within budget: TimeBudget) -> (result: LiveStepResult, document: MetricsDocument?) {
    var effort = Effort()
    let response: HTTPResponse
    do {
      let request = HTTPRequest(
        .get, address, headers: [HTTPHeader("Accept", Self.accepted)], bodyLimit: Self.bodyLimit)
      let answer = try caller.call(request, within: budget)
      effort.add(answer)
      response = answer.response
    } catch {
      effort.add(error)
      return (judge.failed(Diagnosis(error), effort), nil)
    }
    func failed(_ diagnosis: Diagnosis) -> (LiveStepResult, MetricsDocument?) {
      (judge.failed(diagnosis, effort), nil)
    }
    guard response.status == 200 else { return failed(Diagnosis(unexpected: response)) }
    guard !response.isHTML else { return failed(Diagnosis(response, lacking: "metrics")) }
    let document: MetricsDocument
    do {
      document = try MetricsParser.parse(
        response.body, as: MetricsParser.format(contentType: response.header("Content-Type")))
    } catch {
      return failed(
        Diagnosis(cause: "wrongAnswer", got: "200, but in line \(error.line) \(error.message)"))
    }
    guard document.sampleCount > 0 else {
      return failed(Diagnosis(cause: "wrongAnswer", got: "200, but not one sample"))
    }
    let missing = required.filter { !document.has($0) }
    guard missing.isEmpty else {
      return failed(
        Diagnosis(
          cause: "missingMetric", got: "200, but without \(missing.joined(separator: ", "))"))
    }
    let samples = document.sampleCount == 1 ? "sample" : "samples"
    return (judge.passed("\(document.sampleCount) \(samples)", effort), document)
  }

  private static let accepted =
    "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.9,*/*;q=0.1"
}
