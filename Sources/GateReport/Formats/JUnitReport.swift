internal import GateModel

/// JUnit's XML: a test case for every check, and one for every secret found.
enum JUnitReport {
  static func render(_ report: Report) -> String {
    let services = report.services.map(Suite.init)
    let own = Suite(report)
    let suites = services.isEmpty || !own.cases.isEmpty ? [own] + services : services
    func sum(_ count: KeyPath<Suite, Int>) -> Int { suites.map { $0[keyPath: count] }.reduce(0, +) }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mxgate" tests="\(sum(\.tests))" failures="\(sum(\.failures))" \
      errors="\(sum(\.errors))">
      \(suites.map(\.text).joined(separator: "\n"))
      </testsuites>

      """
  }

  /// One service's tests.
  private struct Suite {
    let report: Report
    let cases: [String]
    let errors: Int

    init(_ report: Report) {
      self.report = report
      let errors = report.diagnostics.filter { $0.severity == .error }.map(testCase)
      self.errors = errors.count
      cases =
        report.checks.map { testCase($0, in: report) } + report.findings.map(testCase) + errors
    }

    var tests: Int { cases.count }
    var failures: Int { cases.count { $0.contains("<failure ") } }

    var text: String {
      let skipped = cases.count { $0.contains("<skipped ") }
      return """
          <testsuite name="\(MarkupText.escaped(report.name))" tests="\(tests)" \
        failures="\(failures)" errors="\(errors)" skipped="\(skipped)">
        \(properties(report))\(cases.joined(separator: "\n"))
          </testsuite>
        """
    }
  }

  private static func properties(_ report: Report) -> String {
    let notes = RunNotes(report).all.map {
      "      <property name=\"note\" value=\"\(MarkupText.escaped($0.text))\"/>\n"
    }
    return notes.isEmpty
      ? "" : "    <properties>\n\(notes.joined())    </properties>\n"
  }

  private static func testCase(_ result: CheckResult, in report: Report) -> String {
    let body: String
    if result.fails(at: report.failOn) {
      let kind = result.verdict == .couldNotCheck ? "error" : "failure"
      body = element(kind, message: result.reason, text: result.fix)
    } else {
      switch result.verdict {
      case .corroborated, .attested: body = ""
      default:
        body = element("skipped", message: "\(result.verdict.rawValue): \(result.reason)", text: "")
      }
    }
    return testCase(
      className: "\(result.priority.rawValue).\(result.id.category)",
      name: "\(result.id) \(result.title)", body: body)
  }

  private static func testCase(_ finding: Finding) -> String {
    let place = "\(finding.location.path.text):\(finding.location.line)"
    let body =
      finding.suppression.map {
        element("skipped", message: "\($0.kind.rawValue): \($0.reason)", text: "")
      } ?? element("failure", message: "\(finding.title) at \(place)", text: finding.fix)
    return testCase(className: "secrets", name: "\(finding.rule) at \(place)", body: body)
  }

  private static func testCase(_ diagnostic: Diagnostic) -> String {
    testCase(
      className: "mxgate", name: diagnostic.message,
      body: element("error", message: diagnostic.message, text: diagnostic.help ?? ""))
  }

  private static func testCase(className: String, name: String, body: String) -> String {
    let attributes =
      "classname=\"\(MarkupText.escaped(className))\" name=\"\(MarkupText.escaped(name))\""
    return body.isEmpty
      ? "    <testcase \(attributes)/>" : "    <testcase \(attributes)>\(body)</testcase>"
  }

  private static func element(_ name: String, message: String, text: String) -> String {
    "<\(name) message=\"\(MarkupText.escaped(message))\">\(MarkupText.escaped(text))</\(name)>"
  }
}
