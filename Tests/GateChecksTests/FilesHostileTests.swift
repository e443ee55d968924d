import GateModel
import GateRepository
import Testing

@testable import GateChecks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whatever the bytes of the files around the code, reading them ends, and ends soon.
@Suite struct FilesHostileTests {
  /// One name for each reader.
  static let names = [
    "Dockerfile", ".dockerignore", "compose.yaml", "deploy/a.yaml", "charts/a/Chart.yaml",
    "charts/a/templates/a.yaml", "charts/a/values.yaml", "fly.toml", "main.tf", "task.json",
    "package.json", "Makefile", "tox.ini", "noxfile.py", "bin/a.sh", ".github/workflows/a.yml",
    "Jenkinsfile", ".pre-commit-config.yaml", ".husky/pre-push", "lefthook.yml", "README.md",
    "pyproject.toml", "jest.config.js", "spec/spec_helper.rb", "pom.xml", ".env.tpl", "go.mod",
    "a.go", "serverless.yml", "wrangler.jsonc", "Taskfile.yml",
  ]

  /// Pieces that open what each reader knows.
  static let pieces = [
    "FROM a AS b\n", "COPY --from=b . .\n", "USER ${A:-", "RUN <<EOF\n", "\\\n", "apiVersion: v1\n",
    "kind: Pod\n", "{{ ", "}}", "\"\"\"", "'''", "[[a]]\n", "[a.b", "a = {",
    "resource \"a\" \"b\" {\n",
    "}", "<<-X\n", "/*", "*/", "# ", "```\n", "## Rollback\n", "1. a\n", "run: |\n", "  ", "\t",
    "- ",
    "&a *a\n", "{\"scripts\": {", "\"a\": \"b\"", "thresholds: {", "branches: 9", "\u{0}",
    "\u{FEFF}",
    "é", "fail_under = ", "op://", "=", "\r\n", "\\ud83d", "spec:\n", "containers:\n", "\n",
  ]

  @Test(arguments: 0..<40)
  func anyMixtureIsRead(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    var files: [RepositoryPath: [UInt8]] = [:]
    for name in Self.names {
      var bytes: [UInt8] = []
      for _ in 0..<random.below(60) {
        bytes += Self.pieces[random.below(Self.pieces.count)].utf8
        if random.below(8) == 0 { bytes.append(UInt8(random.below(256))) }
      }
      files[RepositoryPath(name)] = bytes
    }
    let reports = Dictionary(
      uniqueKeysWithValues: zip(CoverageReport.usualPlaces, files.values).map {
        (RepositoryPath($0), $1)
      })
    let subject = EvidenceSubject(
      files: FilesInMemory(files), coverageReports: FilesInMemory(reports))
    let observed = FilesDetector().observe(subject)
    #expect(observed.count >= 13)
    for (_, check) in observed {
      for observation in check.observations {
        #expect(observation.evidence.location.line >= 1)
        #expect(observation.evidence.excerpt.count <= 200)
      }
    }
  }

  /// What this thread has used, whatever else the machine has to do.
  private static var processorSeconds: Double {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// A text repeated until it would overflow a stack or take quadratic time.
  @Test(arguments: [
    ("Dockerfile", "FROM a AS a\n"), ("Dockerfile", "FROM a\\\n"), ("Dockerfile", "RUN <<A <<B\n"),
    ("Dockerfile", "ENV A=$A$A\n"), ("fly.toml", "[["), ("fly.toml", "a = [["), ("fly.toml", "a."),
    ("fly.toml", "[[a]]\n"), ("main.tf", "a {\n"), ("main.tf", "a = [\n"), ("main.tf", "a = <<B\n"),
    ("compose.yaml", "- "), ("task.json", "["), ("README.md", "# Rollback\n"),
    ("Makefile", "a: a\n"),
    ("bin/a.sh", "A=$A\n"), ("package.json", "{\"a\":"), ("jest.config.js", "thresholds{"),
    ("charts/a/templates/a.yaml", "{{ \""), (".github/workflows/a.yml", "run: make a\n"),
  ])
  func repetitionEndsSoon(_ name: String, _ text: String) {
    let bytes = Array(String(repeating: text, count: 20_000).utf8)
    let files = FilesInMemory([
      RepositoryPath(name): bytes, RepositoryPath("charts/a/Chart.yaml"): [],
    ])
    let start = Self.processorSeconds
    _ = FilesDetector().observe(EvidenceSubject(files: files))
    // Quadratic time takes minutes here; it takes a second or two.
    #expect(Self.processorSeconds - start < 20)
  }
}

/// A small random number generator, so that each seed is the same everywhere.
private struct SplitMix {
  var state: UInt64
  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
