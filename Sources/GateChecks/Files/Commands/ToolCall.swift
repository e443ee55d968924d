/// What a command does for the quality of the code, by the tool it calls.
enum ToolCall: Hashable, Sendable {
  case linter(String)
  case typeChecker(String)
  /// A build that may or may not check types: `next build`.
  case looseTypeChecker(String)
  case compiler(String)
  case tests(String)

  /// Everything that a command does; `gradle build` compiles and tests.
  static func calls(of command: ShellCommand) -> [ToolCall] {
    // What never fails stops nothing.
    if command.arguments.contains("--exit-zero") { return [] }
    let program = command.program
    let words = command.arguments.filter { !$0.hasPrefix("-") }
    let verb = words.first ?? ""
    if let linter = linters[program], linter.isEmpty || linter.contains(verb) {
      return [.linter(program)] + (program == "golangci-lint" ? [.compiler(program)] : [])
    }
    if let verbs = typeCheckers[program], verbs.isEmpty || verbs.contains(verb) {
      return command.arguments.contains("--init") || command.arguments.contains("--version")
        ? [] : [.typeChecker(program)]
    }
    if ["gradle", "gradlew", "mvn", "mvnw"].contains(program) {
      return words.flatMap { jvmGoal($0, program) }
    }
    if let rest = mixed[program]?[verb] { return rest.map { $0(command.head) } }
    if testRunners.contains(program) { return [.tests(program)] }
    if program == "node", command.arguments.contains("--test") { return [.tests("node --test")] }
    if program.hasPrefix("python"), words.contains("test"), verb.hasSuffix("manage.py") {
      return [.tests("manage.py test")]
    }
    return []
  }

  /// Linters, and the verbs by which they lint; none where the bare call does. Formatters are none.
  private static let linters: [String: Set<String>] = [
    "eslint": [], "eslint_d": [], "tslint": [], "jshint": [], "standard": [], "semistandard": [],
    "xo": [], "oxlint": [], "biome": ["check", "lint", "ci"], "gts": ["lint", "check"],
    "next": ["lint"], "ng": ["lint"], "vue-cli-service": ["lint"], "react-scripts": ["lint"],
    "ruff": ["", "check", "."], "flake8": [], "pylint": [], "pyflakes": [], "pycodestyle": [],
    "prospector": [], "pylama": [], "ruff-check": [],
    "golangci-lint": [], "staticcheck": [], "revive": [], "golint": [],
    "rubocop": [], "standardrb": [], "reek": [],
    "ktlint": [], "detekt": [], "checkstyle": [], "pmd": ["check"],
    "phpcs": [], "php-cs-fixer": ["fix", "check"], "pint": [], "parallel-lint": [],
    "swiftlint": [], "shellcheck": [], "cargo-clippy": [], "credo": [], "trunk": ["check"],
    "grunt": ["lint", "eslint", "jshint"], "gulp": ["lint", "eslint", "jshint"],
  ]

  private static let typeCheckers: [String: Set<String>] = [
    "tsc": [], "vue-tsc": [], "tsgo": [], "svelte-check": [], "glint": [], "flow": [],
    "mypy": [], "dmypy": [], "pyright": [], "basedpyright": [], "pytype": [], "pyre": [],
    "ty": ["check"], "astro": ["check"], "nest": ["build"], "srb": ["tc", "typecheck"],
    "sorbet": [], "steep": ["check"], "phpstan": [], "psalm": [], "dialyzer": [],
  ]

  private static let testRunners: Set<String> = [
    "jest", "vitest", "mocha", "_mocha", "ava", "tap", "jasmine", "karma", "nyc", "c8",
    "pytest", "py.test", "unittest", "nosetests", "nose2", "ctest", "rspec", "phpunit", "pest",
    "bats", "gotestsum", "ginkgo",
  ]

  private typealias Kind = @Sendable (String) -> ToolCall
  private static let mixed: [String: [String: [Kind]]] = [
    "go": [
      "build": [ToolCall.compiler], "install": [ToolCall.compiler],
      "vet": [ToolCall.linter, ToolCall.compiler],
      "test": [ToolCall.tests, ToolCall.compiler],
    ],
    "dotnet": [
      "build": [ToolCall.compiler], "publish": [ToolCall.compiler],
      "test": [ToolCall.tests, ToolCall.compiler], "format": [ToolCall.linter],
    ],
    "cargo": [
      "build": [ToolCall.compiler], "check": [ToolCall.compiler],
      "test": [ToolCall.tests, ToolCall.compiler], "clippy": [ToolCall.linter, ToolCall.compiler],
    ],
    "swift": ["build": [ToolCall.compiler], "test": [ToolCall.tests, ToolCall.compiler]],
    "sbt": ["test": [ToolCall.tests, ToolCall.compiler], "compile": [ToolCall.compiler]],
    "deno": [
      "lint": [ToolCall.linter], "check": [ToolCall.typeChecker], "test": [ToolCall.tests],
    ],
    "bun": ["test": [ToolCall.tests]],
    "next": ["build": [ToolCall.looseTypeChecker]],
    "vite": ["build": []],
    "rails": ["test": [ToolCall.tests], "test:all": [ToolCall.tests]],
    "rake": ["test": [ToolCall.tests], "spec": [ToolCall.tests], "rubocop": [ToolCall.linter]],
    "artisan": ["test": [ToolCall.tests]], "mix": ["test": [ToolCall.tests]],
    "goreleaser": ["release": [ToolCall.compiler], "build": [ToolCall.compiler]],
    "coverage": ["run": [ToolCall.tests]], "manage.py": ["test": [ToolCall.tests]],
    "hatch": ["test": [ToolCall.tests]],
  ]

  /// A goal of Gradle or Maven: `build`, `:api:checkstyleMain`, `verify`.
  private static func jvmGoal(_ goal: String, _ program: String) -> [ToolCall] {
    let name = goal[(goal.lastIndex(of: ":").map(goal.index(after:)) ?? goal.startIndex)...]
    switch name {
    case "build", "check", "verify", "install", "package", "deploy", "test":
      return [.compiler("\(program) \(goal)"), .tests("\(program) \(goal)")]
    case "assemble", "compile", "classes", "bootJar", "jar":
      return [.compiler("\(program) \(goal)")]
    default: break
    }
    let isLinter = ["checkstyle", "ktlint", "detekt", "spotless", "pmd", "spotbugs", "lint"]
      .contains { goal.lowercased().mentions($0) }
    return isLinter ? [.linter("\(program) \(goal)")] : []
  }

  /// What a ready-made step of GitHub Actions does, by its name without the version.
  static func calls(ofAction name: String) -> [ToolCall] {
    let action = name.prefix { $0 != "@" }.lowercased()
    if action.hasPrefix("golangci/golangci-lint-action") {
      return [.linter(action), .compiler(action)]
    }
    let linters = [
      "super-linter/", "github/super-linter", "oxsecurity/megalinter", "astral-sh/ruff-action",
      "chartboost/ruff-action", "reviewdog/action-eslint", "reviewdog/action-golangci-lint",
      "reviewdog/action-rubocop", "reviewdog/action-flake8", "wearerequired/lint-action",
      "py-actions/flake8", "dominikh/staticcheck-action", "morphy2k/revive-action",
      "docker://morphy/revive-action", "standardrb/standard-ruby-action", "github/eslint-action",
    ]
    if linters.contains(where: action.hasPrefix) { return [.linter(action)] }
    if action.hasPrefix("jakebailey/pyright-action") { return [.typeChecker(action)] }
    if action.hasPrefix("goreleaser/goreleaser-action") { return [.compiler(action)] }
    return []
  }
}
