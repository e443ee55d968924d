import GateModel
import Testing

@testable import GateReport

@Suite struct LiveReportTests {
  private let result = LiveResult(
    toolVersion: "1.2.3", runID: "20261124T115300Z-0123456789ab", service: "cmms-sync",
    commit: "ab12", serviceURL: "https://svc.example.com", baseURL: "https://api.example.com/v1",
    startedAt: 1_795_521_180, milliseconds: 312,
    steps: [
      LiveStepResult(
        .health, .warned, "status good, but it says nothing of MaintainX", status: 200,
        milliseconds: 12, attempts: 2),
      LiveStepResult(.ready, .skipped, "left out by --skip"),
      LiveStepResult(
        .api, .failed, "401 <no>\u{1B}[2J", request: "GET https://x/users", expected: "200",
        got: "401 <no>\u{1B}[2J",
        advice: ["Compare the key.", "Rotate it."], status: 401, milliseconds: 3, attempts: 1),
      LiveStepResult(.create, .notRun, "'api' did not pass"),
    ],
    alerts: [LiveAlert(.errorRate, .exceeded, limit: "5 %", value: "10 % (1 of 10)")],
    swept: ["7"],
    leftBehind: [
      LeftBehind(
        id: "159", title: "mxgate-verify-x", reason: "200, status OPEN", command: "curl 'x'")
    ],
    notes: ["stopped by SIGTERM"], exitStatus: .leftBehind)

  @Test func text() {
    #expect(
      LiveReportFormat.text.render(result) == """
        cmms-sync · https://svc.example.com · https://api.example.com/v1 · run 20261124T115300Z-0123456789ab

        warn   health   200  status good, but it says nothing of MaintainX (12 ms, 2 attempts)
        skip   ready         left out by --skip
        FAIL   api      401  failed (3 ms)
               asked    GET https://x/users
               expected 200
               got      401 <no>\\u{1b}[2J
               do       Compare the key.
               do       Rotate it.
        notrun create        'api' did not pass

        ALERT  errorRate 10 % (1 of 10), limit 5 %

        LEFT BEHIND work order 159, titled mxgate-verify-x: 200, status OPEN
          curl 'x'

        note: removed from earlier runs: work order 7
        note: stopped by SIGTERM

        exit 4: test data was left behind in MaintainX, 1 with a warning, 1 failed, 1 left out, \
        1 not run, 1 over its limit: roll back, 1 left behind (312 ms)

        """)
  }

  @Test func junit() {
    #expect(
      LiveReportFormat.junit.render(result) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="mxgate" tests="6" failures="2" errors="2">
          <testsuite name="cmms-sync" tests="6" failures="2" errors="2" skipped="1">
            <testcase classname="verify" name="health" time="0.012"/>
            <testcase classname="verify" name="ready" time="0.0"><skipped message="left out by --skip"></skipped></testcase>
            <testcase classname="verify" name="api" time="0.003"><failure message="401 &lt;no&gt;\\u{1b}[2J">GET https://x/users
        expected 200
        got 401 &lt;no&gt;\\u{1b}[2J
        Compare the key.
        Rotate it.</failure></testcase>
            <testcase classname="verify" name="create" time="0.0"><error message="&#39;api&#39; did not pass"></error></testcase>
            <testcase classname="watch" name="errorRate"><failure message="10 % (1 of 10), limit 5 %"></failure></testcase>
            <testcase classname="leftBehind" name="mxgate-verify-x"><error message="200, status OPEN">curl &#39;x&#39;</error></testcase>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func json() {
    let text = LiveReportFormat.json.render(result)
    for line in [
      #"  "schemaVersion": 1,"#, #"  "scope": "verify","#, #"  "exitCode": 4,"#,
      #"  "passed": false,"#, #"      "step": "api","#, #"      "outcome": "notRun","#,
      #"      "status": null,"#, #"      "milliseconds": 12,"#, #"      "attempts": 2"#,
      #"      "id": "159","#, #"      "got": "401 <no>\u001b[2J","#,
    ] {
      #expect(text.contains(line + "\n"), "\(line)")
    }
  }
}
