internal import GateModel

/// JUnit's XML of a live verification: a test case for every step, alert and leftover.
enum LiveJUnitReport {
  static func render(_ result: LiveResult) -> String {
    let cases =
      result.steps.map(testCase) + result.alerts.map(testCase) + result.leftBehind.map(testCase)
    let count = { (element: String) in cases.count { $0.contains("<\(element) ") } }
    let counts =
      "tests=\"\(cases.count)\" failures=\"\(count("failure"))\" errors=\"\(count("error"))\""
    let name = MarkupText.escaped(result.service ?? "verify")
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mxgate" \(counts)>
        <testsuite name="\(name)" \(counts) skipped="\(count("skipped"))">
      \(cases.joined(separator: "\n"))
        </testsuite>
      </testsuites>

      """
  }

  private static func testCase(_ step: LiveStepResult) -> String {
    let time = Double(step.milliseconds ?? 0) / 1000
    let start = "    <testcase classname=\"verify\" name=\"\(step.step.rawValue)\" time=\"\(time)\""
    switch step.outcome {
    case .passed, .warned: return "\(start)/>"
    case .skipped: return close(start, "skipped", step.summary)
    case .notRun: return close(start, "error", step.summary)
    case .failed:
      let text = [step.request, "expected \(step.expected)", "got \(step.got)"] + step.advice
      return close(start, "failure", step.summary, text: text.joined(separator: "\n"))
    }
  }

  private static func testCase(_ alert: LiveAlert) -> String {
    let start = "    <testcase classname=\"watch\" name=\"\(alert.kind.rawValue)\""
    let message = "\(alert.value), limit \(alert.limit)"
    switch alert.outcome {
    case .within: return "\(start)/>"
    case .exceeded: return close(start, "failure", message)
    case .unknown: return close(start, "skipped", message)
    }
  }

  private static func testCase(_ item: LeftBehind) -> String {
    let start =
      "    <testcase classname=\"leftBehind\" name=\"\(MarkupText.escaped(item.title))\""
    return close(start, "error", item.reason, text: item.command)
  }

  private static func close(
    _ start: String, _ element: String, _ message: String, text: String = ""
  ) -> String {
    // Lines are escaped one by one: escaping would make a line's end visible.
    let body = text.split(separator: "\n").map { MarkupText.escaped(String($0)) }
      .joined(separator: "\n")
    return "\(start)><\(element) message=\"\(MarkupText.escaped(message))\">\(body)"
      + "</\(element)></testcase>"
  }
}
