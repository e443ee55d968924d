import GateModel
import GateRepository
import Testing

@testable import GateChecks

@Suite struct FilesQualityTests {
  @Test(arguments: linters + typeCheckers + thresholds)
  func pipelineIsJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let workflow = ".github/workflows/ci.yml"

  /// A workflow of one step.
  static func ci(_ step: String) -> String {
    "on: push\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - \(step)\n"
  }

  static let linters: [FilesExample] = [
    lint("called by name", [workflow: ci("run: npx eslint .")], ["proves \(workflow):6"]),
    lint("whose failure is passed over", [workflow: ci("run: npx eslint . || true")], []),
    lint(
      "in a step that may fail",
      [workflow: ci("run: npx eslint .\n        continue-on-error: true")], []),
    lint("that never fails", [workflow: ci("run: flake8 --exit-zero")], []),
    lint(
      "through a script",
      [
        workflow: ci("run: npm run lint"),
        "package.json": "{\n\"scripts\": {\n\"lint\": \"eslint .\"}}",
      ],
      ["proves package.json:3"]),
    lint(
      "through make and a shell script",
      [
        workflow: ci("run: make check"), "Makefile": "check: install\n\t./bin/lint.sh all\n",
        "bin/lint.sh":
          "#!/bin/sh\nLINT=\"$RUN ruff check .\"\ncase $1 in\n  ruff)\n    $LINT ;;\nesac\n",
      ], ["proves bin/lint.sh:2"]),
    lint(
      "in a block, after other commands",
      [workflow: ci("run: |\n          npm ci\n          npx eslint . && npm test")],
      ["proves \(workflow):8"]),
    lint(
      "as an action", [workflow: ci("uses: golangci/golangci-lint-action@v6")],
      ["proves \(workflow):6"]),
    lint(
      "through tox",
      [workflow: ci("run: tox -e lint"), "tox.ini": "[testenv:lint]\ncommands =\n  flake8 src\n"],
      ["proves tox.ini:3"]),
    lint(
      "through nox",
      [
        workflow: ci("run: uv run nox"),
        "noxfile.py": "def lint(session):\n  session.run(\"ruff\", \"check\")\n",
      ],
      ["proves noxfile.py:2"]),
    lint(
      "through pre-commit",
      [
        workflow: ci("uses: pre-commit/action@v3"),
        ".pre-commit-config.yaml": "repos:\n- hooks:\n  - id: ruff\n  - id: ruff-format\n",
      ], ["proves .pre-commit-config.yaml:3"]),
    lint(
      "through tox.toml",
      [
        workflow: ci("run: tox"),
        "tox.toml": "[env.lint]\ncommands = [\n  [\"ruff\", \"check\", \"src\"],\n]\n",
      ], ["proves tox.toml:3"]),
    lint(
      "in a container and in a shell of its own",
      [workflow: ci("run: docker compose run --rm -T web bash -c \"bundle exec rubocop -P\"")],
      ["proves \(workflow):6"]),
    lint(
      "of one package by its name",
      [
        workflow: ci("run: pnpm --filter api run lint"),
        "packages/api/package.json": "{\"scripts\": {\n\"lint\": \"biome check src\"}}",
      ], ["proves packages/api/package.json:2"]),
    lint(
      "on the staged files, by a hook",
      [
        workflow: ci("run: npm test"),
        "package.json": "{\"lint-staged\": {\n\"*.ts\": \"eslint --fix\"}}",
      ], ["proves package.json:2"]),
    lint(
      "perhaps in another repository's workflow",
      [workflow: "jobs:\n  lint:\n    uses: acme/ci/.github/workflows/lint.yml@v1\n"],
      ["near \(workflow):3"]),
    lint(
      "GitLab", [".gitlab-ci.yml": "lint:\n  script:\n    - bundle exec rubocop\n"],
      ["proves .gitlab-ci.yml:3"]),
    lint(
      "CircleCI",
      [
        ".circleci/config.yml":
          "jobs:\n  a:\n    steps:\n      - run: { name: l, command: go vet ./... }\n"
      ],
      ["proves .circleci/config.yml:4"]),
    lint(
      "Jenkins", ["Jenkinsfile": "pipeline {\n  // sh 'eslint'\n  sh 'npx eslint src'\n}\n"],
      ["proves Jenkinsfile:3"]),
    lint(
      "a script that the pipeline leaves out",
      [
        workflow: ci("run: npm test"),
        "package.json": "{\"scripts\": {\"lint\": \"eslint .\",\n\"test\": \"jest\"}}",
      ], ["near package.json:1"]),
    lint(
      "no pipeline: the script that one would run",
      ["package.json": "{\"scripts\": {\n\"lint\": \"eslint .\"}}"], ["proves package.json:2"]),
    lint(
      "settings alone", ["eslint.config.mjs": "export default []\n"], ["near eslint.config.mjs:1"]),
    lint(
      "a dependency, a formatter, a comment, a message and an action that is off",
      [
        "package.json":
          "{\"devDependencies\": {\"eslint\": \"9\"}, \"scripts\": {\"f\": \"prettier .\"}}",
        workflow: ci(
          "run: |\n          # npx eslint .\n          echo \"npx eslint .\"\n      - if: false\n        run: npx eslint ."
        ),
      ], []),
  ]

  static let typeCheckers: [FilesExample] = [
    types(
      "tsc in a build",
      [
        workflow: ci("run: yarn build"),
        "package.json": "{\"scripts\": {\n\"build\": \"tsc -b && vite build\"}}",
      ],
      ["proves package.json:2"]),
    types(
      "a bundler that drops types",
      ["package.json": "{\"scripts\": {\"build\": \"next build\", \"dev\": \"ts-node src/a.ts\"}}"],
      ["near package.json:1"]),
    types(
      "Azure's task for .NET, in a template",
      [
        "azure-pipelines.yml": "stages:\n- template: ci/build.yml\n", "App.csproj": "<Project/>",
        "ci/build.yml": "steps:\n- task: DotNetCoreCLI@2\n  inputs: { command: build }\n",
      ], ["proves ci/build.yml:2"]),
    types("mypy", [workflow: ci("run: poetry run mypy src")], ["proves \(workflow):6"]),
    types(
      "a compiled language that the pipeline builds",
      [workflow: ci("run: go test ./..."), "go.mod": "module a\n"], ["proves \(workflow):6"]),
    types(
      "a compiled language that nothing builds",
      ["go.mod": "module a\n", "Makefile": "a:\n\tgo build .\n"],
      ["near Makefile:2"]),
    types(
      "Gradle", [workflow: ci("run: ./gradlew build"), "build.gradle.kts": ""],
      ["proves \(workflow):6"]),
  ]

  static let thresholds: [FilesExample] = [
    tests(
      "an option of Jest",
      [
        workflow: ci(
          "run: npx jest --coverage --coverageThreshold='{\"global\":{\"branches\":80}}'")
      ],
      ["proves \(workflow):6", "near \(workflow):6"]),
    tests(
      "Jest's settings, reached from the pipeline",
      [
        workflow: ci("run: npm test"),
        "package.json":
          "{\"scripts\": {\"test\": \"jest --coverage\"},\n\"jest\": {\"coverageThreshold\": {\"global\": {\n\"lines\": 90,\n\"branches\": 85}}}}",
      ], ["proves package.json:4", "near package.json:1"]),
    tests(
      "a threshold of tests that the pipeline leaves out",
      [
        workflow: ci("run: npm run lint"),
        "package.json":
          "{\"scripts\": {\"test\": \"jest\"},\n\"jest\": {\"coverageThreshold\": {\"global\": {\n\"branches\": 85}}}}",
      ], ["near package.json:3", "near package.json:1"]),
    tests(
      "branches below, lines above",
      [
        workflow: ci("run: npx vitest run --coverage"),
        "vitest.config.ts":
          "export default {\n  // thresholds: { branches: 99 }\n  thresholds: {\n    lines: 95,\n    branches: 70,\n  } }\n",
      ], ["near vitest.config.ts:5", "near \(workflow):6"]),
    tests(
      "pytest", [workflow: ci("run: pytest --cov --cov-branch --cov-fail-under=80")],
      ["proves \(workflow):6", "near \(workflow):6"]),
    tests(
      "pytest below 80", [workflow: ci("run: pytest --cov-fail-under 75")],
      ["near \(workflow):6", "near \(workflow):6"]),
    tests(
      "coverage.py's settings",
      [
        workflow: ci("run: pytest"),
        "pyproject.toml":
          "[tool.coverage.run]\nbranch = true\n[tool.coverage.report]\nfail_under = 82\n",
      ], ["proves pyproject.toml:4", "near \(workflow):6"]),
    tests(
      "a commented-out threshold",
      [workflow: ci("run: pytest"), ".coveragerc": "[report]\n# fail_under = 90\n"],
      ["near \(workflow):6"]),
    tests(
      "SimpleCov",
      [
        workflow: ci("run: bundle exec rspec"),
        "spec/spec_helper.rb": "SimpleCov.start do\n  minimum_coverage line: 90, branch: 80\nend\n",
      ], ["proves spec/spec_helper.rb:2", "near \(workflow):6"]),
    tests(
      "JaCoCo",
      [
        workflow: ci("run: ./gradlew check"),
        "build.gradle":
          "jacocoTestCoverageVerification {\n  violationRules { rule { limit {\n    counter = 'BRANCH'\n    minimum = 0.80\n  } } }\n}\n",
      ], ["proves build.gradle:4", "near \(workflow):6"]),
    tests(
      "a threshold that nothing runs", [".nycrc": "{\"check-coverage\": true, \"branches\": 90}"],
      ["near .nycrc:1"]),
    tests(
      "a threshold that is not checked",
      [workflow: ci("run: npx nyc mocha"), ".nycrc": "{\"branches\": 90}"], ["near \(workflow):6"]),
    tests(
      "one package of several",
      [
        "packages/a/package.json":
          "{\"scripts\": {\n\"test\": \"nyc --check-coverage --branches 90 mocha\"}}",
        "packages/b/package.json": "{\"scripts\": {\n\"test\": \"mocha\"}}",
      ],
      [
        "near packages/a/package.json:2", "near packages/a/package.json:2",
        "near packages/b/package.json:2",
      ]),
  ]

  static func lint(_ title: String, _ files: [String: String], _ expected: [String]) -> FilesExample
  {
    FilesExample(title, "quality.lint", files, expected)
  }
  static func types(_ title: String, _ files: [String: String], _ expected: [String])
    -> FilesExample
  {
    FilesExample(title, "quality.typecheck", files, expected)
  }
  static func tests(_ title: String, _ files: [String: String], _ expected: [String])
    -> FilesExample
  {
    FilesExample(title, "quality.tests", files, expected)
  }

  @Test func aScriptWithoutAPipelineIsProofWithACaveat() {
    let observed = Self.linters.first { $0.title.hasPrefix("no pipeline") }?.observed
    #expect(observed?.caveat?.contains("no CI workflow") == true)
  }
}
