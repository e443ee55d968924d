import GateModel
import Testing

@testable import GateChecks

/// Claims that the repository refutes. Each has a mended variant, which is corroborated.
struct ContradictionTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var title: String
    var check: String
    var fields: [String: FactValue]
    /// The file that is at fault, and its mended text.
    var file: String
    var broken: String
    var mended: String
    var line: Int
    var others: [String: String] = [:]
    /// Whether the file is a report of a test run.
    var isReport = false
    var testDescription: String { title }
  }

  static let host = "https://api.getmaintainx.com/v1"

  static let samples = [
    timeout("30 s claimed, switched off", 0), timeout("30 s claimed, 300 s set", 300_000),
    Sample(
      title: "the last stage runs as root", check: "deployment.nonRoot", fields: ["": .flag(true)],
      file: "Dockerfile", broken: "FROM node:22 AS build\nUSER node\nFROM node:22\n",
      mended: "FROM node:22 AS build\nFROM node:22\nUSER node\n", line: 3),
    Sample(
      title: "one container of the pod has no limits", check: "deployment.resourceLimits",
      fields: ["": .flag(true)], file: "deploy/pod.yaml", broken: pod("resources: {}"),
      mended: pod("resources: { limits: { cpu: 1, memory: 1Gi } }"), line: 7),
    Sample(
      title: "cursor claimed, page sent", check: "data.pagination", fields: ["": .flag(true)],
      file: "src/index.ts", broken: pages("page"), mended: pages("cursor"), line: 4),
    Sample(
      title: "429 and 5xx claimed, 500 alone retried", check: "errors.retry",
      fields: ["statuses": .statuses(HTTPStatusSet([429] + Array(500...599)))],
      file: "src/index.ts", broken: retry("status === 500"),
      mended: retry("status === 429 || status >= 500"), line: 7),
    Sample(
      title: "429 and 5xx claimed, 500 alone retried in Go", check: "errors.retry",
      fields: ["statuses": .statuses(HTTPStatusSet([429] + Array(500...599)))],
      file: "mx/client.go", broken: retryInGo("resp.StatusCode != 500"),
      mended: retryInGo("resp.StatusCode != 429 && resp.StatusCode < 500"), line: 9),
    Sample(
      title: "429 and 5xx claimed, the adapter leaves 429 out", check: "errors.retry",
      fields: ["statuses": .statuses(HTTPStatusSet([429] + Array(500...599)))],
      file: "client.py", broken: adapter("500, 502, 503, 504"),
      mended: adapter("429, 500, 502, 503, 504"), line: 2),
    Sample(
      title: "cursor claimed, page sent in Python", check: "data.pagination",
      fields: ["": .flag(true)], file: "client.py", broken: pagesInPython("page"),
      mended: pagesInPython("cursor"), line: 5),
    Sample(
      title: "JSON claimed, Console.WriteLine written", check: "observability.logging",
      fields: ["": .flag(true)], file: "src/Client.cs",
      broken:
        "var answer = await new HttpClient().GetAsync(\"\(host)/users\");\nConsole.WriteLine(answer);",
      mended:
        "builder.Logging.AddJsonConsole();\nawait new HttpClient().GetAsync(\"\(host)/users\");",
      line: 2),
    Sample(
      title: "JSON claimed, console.log written", check: "observability.logging",
      fields: ["": .flag(true)], file: "src/log.ts",
      broken: "export const log = { info: (text) => console.log(text) };",
      mended: "import { pino } from 'pino';\nexport const log = pino();", line: 1,
      others: [
        "package.json": #"{"dependencies": {"pino": "9.0.0"}}"#,
        "src/index.ts": "import { log } from './log';\nlog.info(await fetch('\(host)/users'));",
      ]),
    Sample(
      title: "80 % claimed, 61 % measured", check: "quality.tests",
      fields: ["branches": .percent(80)], file: "lcov.info",
      broken: "LF:1\nLH:1\nBRF:100\nBRH:61\n", mended: "LF:1\nLH:1\nBRF:100\nBRH:81\n", line: 1,
      isReport: true),
  ]

  private static func retryInGo(_ condition: String) -> String {
    """
    package mx
    func Users() {
      for attempt := 0; attempt < 4; attempt++ {
        resp, err := http.Get("\(host)/users")
        if err == nil && \(condition) {
          return
        }
        // Longer each time.
        time.Sleep(time.Duration(1<<attempt) * time.Second)
      }
    }
    """
  }

  private static func adapter(_ statuses: String) -> String {
    """
    session = requests.Session()
    policy = Retry(total=5, backoff_factor=1, status_forcelist=[\(statuses)])
    session.mount("https://", HTTPAdapter(max_retries=policy))
    session.get("\(host)/users")
    """
  }

  private static func pagesInPython(_ name: String) -> String {
    """
    def users():
        place = None
        while True:
            options = 1
            params = {"\(name)": place, "limit": 200}
            answer = requests.get("\(host)/users", params=params, timeout=30).json()
            place = answer.get("nextCursor")
            if not place:
                return
    users()
    """
  }

  private static func timeout(_ title: String, _ milliseconds: Int) -> Sample {
    func text(_ value: Int) -> String {
      "import axios from 'axios';\nawait axios.get('\(host)/users', { timeout: \(value) });"
    }
    return Sample(
      title: title, check: "errors.timeout", fields: ["timeout": .duration(30)],
      file: "src/index.ts", broken: text(milliseconds), mended: text(20_000), line: 2)
  }

  private static func pod(_ resources: String) -> String {
    """
    apiVersion: v1
    kind: Pod
    spec:
      containers:
        - name: app
          resources: { limits: { cpu: 1, memory: 1Gi } }
        - name: proxy
          \(resources)
    """
  }

  private static func pages(_ parameter: String) -> String {
    """
    import axios from "axios";
    let \(parameter);
    do {
      const answer = await axios.get("\(host)/users", { params: { \(parameter): \(parameter) } });
      \(parameter) = answer.data.nextCursor;
    } while (\(parameter));
    """
  }

  private static func retry(_ condition: String) -> String {
    """
    for (let attempt = 0; attempt < 5; attempt++) {
      const { status } = await fetch("\(host)/users");
      if (status === 200) break;
      if (!(\(condition))) {
        throw new Error(`MaintainX: ${status}`);
      }
      await new Promise((done) => setTimeout(done, 250 * 2 ** attempt));
    }
    """
  }

  @Test(arguments: samples) func theRepositoryRefutesTheClaim(_ sample: Sample) throws {
    let claims = try ClaimSamples()
    let claim = ClaimSamples.claim(sample.check, .claimed(fields: sample.fields))
    func judged(_ text: String) throws -> CheckResult {
      var files = sample.others
      if !sample.isReport { files[sample.file] = text }
      return try claims.judged(
        claim, files, coverage: sample.isReport ? [sample.file: text] : [:])
    }
    let refuted = try judged(sample.broken)
    #expect(refuted.verdict == .contradicted, "\(refuted.reason)")
    let place = refuted.evidence.first?.location
    #expect(place?.path.text == sample.file)
    #expect(place?.line == sample.line)
    let mended = try judged(sample.mended)
    #expect(mended.verdict == .corroborated, "\(mended.reason)")
  }
}
