import GateMatching
import GateModel
import GateRepository
import GateRules
import GateScan
import GateYAML

@testable import GateChecks
@testable import GateManifest
@testable import GateVerify

/// A reader of text that others wrote. Its test must return, soon, whatever the bytes.
enum FuzzTarget: String, CaseIterable {
  case yaml, manifest, dockerfile, ignore, coverage, toml, files, code, scan, rules, answers

  /// The test, with what it needs made once.
  func test() throws -> ([UInt8]) -> Void {
    switch self {
    case .yaml: Self.yaml
    case .manifest: try Self.manifest()
    case .dockerfile: { Self.observe(["Dockerfile": $0]) }
    case .ignore: Self.ignore
    case .coverage: Self.coverage
    case .toml: { _ = TOMLReader.document($0) }
    case .files: { bytes in Self.named(bytes, Self.fileNames) { Self.observe([$0: $1]) } }
    case .code: try Self.code()
    case .scan: try Self.scan()
    case .rules: Self.rules
    case .answers: Self.answers
    }
  }

  private static func yaml(_ bytes: [UInt8]) {
    _ = Result { try YAMLParser.documents(bytes) }
  }

  private static func manifest() throws -> ([UInt8]) -> Void {
    let decoder = ManifestDecoder(registry: try .embedded(), today: Placeholders.today)
    return { _ = decoder.decode($0, path: RepositoryPath("mxgate.yaml")) }
  }

  private static func observe(_ files: [String: [UInt8]]) {
    let files = Dictionary(uniqueKeysWithValues: files.map { (RepositoryPath($0), $1) })
    _ = FilesDetector().observe(EvidenceSubject(files: FilesInMemory(files)))
  }

  private static func ignore(_ bytes: [UInt8]) {
    let dockerfile = Array("FROM node AS a\nCOPY . .\nFROM a\nUSER 1000\n".utf8)
    observe(["Dockerfile": dockerfile, ".dockerignore": bytes, "a/.env": [], "b.key": []])
    _ = GitleaksIgnore(parsing: bytes)
    _ = Result { try Baseline(parsing: bytes) }
  }

  private static func coverage(_ bytes: [UInt8]) {
    named(bytes, CoverageReport.usualPlaces) { name, rest in
      _ = Result { try CoverageReport(TextFile(path: RepositoryPath(name), bytes: rest)) }
    }
  }

  private static func code() throws -> ([UInt8]) -> Void {
    let detector = try CodeDetector(checks: .embedded())
    let call = Array("\nfetch('https://api.getmaintainx.com/v1/users')\n".utf8)
    return { bytes in
      named(bytes, codeNames) { name, rest in
        let path = RepositoryPath(name)
        _ = detector.observe(
          EvidenceSubject(
            files: FilesInMemory([path: rest + call]),
            anchors: [path: ["api.getmaintainx.com"]]))
      }
    }
  }

  private static func scan() throws -> ([UInt8]) -> Void {
    let engine = try SecretEngine(
      rules: SecretRuleSet.builtIn.rules, options: ScanOptions(today: Placeholders.today))
    let scanner = Scanner(try SecretScanner(engine))
    return { bytes in
      named(bytes, ["a.ts", "a.yaml", "a.json", ".env", "a.xml", "a.md", "a.sh"]) { name, rest in
        scanner.scan(rest, name)
      }
    }
  }

  private final class Scanner {
    private var scanner: SecretScanner
    init(_ scanner: consuming SecretScanner) { self.scanner = scanner }

    func scan(_ bytes: [UInt8], _ name: String) {
      do {
        for finding in try scanner.scan(bytes.span, path: RepositoryPath(name)).findings {
          precondition(finding.location.line >= 1 && finding.location.column >= 1)
          precondition(finding.location.line <= bytes.count { $0 == UInt8(ascii: "\n") } + 1)
        }
      } catch {
        preconditionFailure("\(error)")
      }
    }
  }

  /// A user's own rules: decoded, compiled, and matched on their own text.
  private static func rules(_ bytes: [UInt8]) {
    var set = SecretRuleSet()
    set.add(bytes, from: RepositoryPath("rules.yaml"))
    guard !set.rules.isEmpty else { return }
    _ = Result {
      let options = ScanOptions(today: Placeholders.today)
      var scanner = try SecretScanner(try SecretEngine(rules: set.rules, options: options))
      _ = try scanner.scan(bytes.span, path: RepositoryPath("a"))
    }
  }

  /// What servers say to `verify`, and what it keeps.
  private static func answers(_ bytes: [UInt8]) {
    let response = HTTPResponse(status: 200, body: bytes)
    _ = WorkOrderPage(response)
    _ = WorkOrder(response)
    _ = DecodedJSON(bytes).map(HealthStatement.init)
    for type in [nil, "application/openmetrics-text"] {
      let format = MetricsParser.format(contentType: type)
      _ = Result { try MetricsParser.parse(bytes, as: format) }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    _ = HTTPDate.unixTime(of: text)
    _ = Result { try HTTPAddress(text).following(location: text) }
    let subject = LiveResultFile.Subject(commit: nil, serviceURL: nil, baseURL: nil, now: 0)
    _ = Result { try LiveResultFile.read(bytes, path: RepositoryPath("a"), about: subject) }
  }

  /// The first byte chooses a name; the rest is the text.
  private static func named(
    _ bytes: [UInt8], _ names: [String], _ test: (String, [UInt8]) -> Void
  ) {
    guard let first = bytes.first else { return }
    test(names[Int(first) % names.count], Array(bytes.dropFirst()))
  }

  private static let fileNames = [
    "compose.yaml", "deploy/a.yaml", "charts/a/templates/a.yaml", "fly.toml", "main.tf",
    "task.json", "package.json", "Makefile", "tox.ini", "bin/a.sh", ".github/workflows/a.yml",
    "Jenkinsfile", ".pre-commit-config.yaml", ".husky/pre-push", "lefthook.yml", "README.md",
    "pyproject.toml", "jest.config.js", "pom.xml", "go.mod", "a.go", "serverless.yml",
    "wrangler.jsonc", "Taskfile.yml",
  ]
  private static let codeNames = [
    "a.ts", "a.py", "a.go", "a.rb", "A.java", "a.cs", "a.php", "a.kt", "a.sh",
  ]
}
