import GateModel
import Testing

@testable import GateChecks

@Suite struct FilesCommitHookTests {
  @Test(arguments: examples)
  func hooksAreJudged(_ example: FilesExample) {
    #expect(FilesExample.summary(of: example.observed) == example.expected)
  }

  static let examples: [FilesExample] = [
    hook(
      "pre-commit's own repository of a scanner",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: https://github.com/gitleaks/gitleaks\n  rev: v1\n  hooks:\n  - id: gitleaks\n"
      ],
      ["proves .pre-commit-config.yaml:5"]),
    hook(
      "an id that anybody may give",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: https://example.com/x\n  rev: v1\n  hooks:\n  - id: gitleaks\n"
      ],
      ["near .pre-commit-config.yaml:5"]),
    hook(
      "a local hook whose entry runs something else",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: local\n  hooks:\n  - id: mxgate\n    entry: npm run lint\n    language: system\n"
      ], ["near .pre-commit-config.yaml:4"]),
    hook(
      "a local hook whose failure is passed over",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: local\n  hooks:\n  - id: keys\n    entry: bash -c 'mxgate scan || true'\n"
      ], []),
    hook(
      "a local hook by its entry",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: local\n  hooks:\n  - id: keys\n    entry: mxgate hook pre-commit\n    language: system\n"
      ], ["proves .pre-commit-config.yaml:4"]),
    hook(
      "only by hand",
      [
        ".pre-commit-config.yaml":
          "repos:\n- repo: https://github.com/trufflesecurity/trufflehog\n  hooks:\n  - id: trufflehog\n    stages: [manual]\n"
      ],
      ["near .pre-commit-config.yaml:4"]),
    hook(
      "one kind of key alone",
      [".pre-commit-config.yaml": "repos:\n- hooks: [{ id: detect-private-key }, { id: black }]\n"],
      ["near .pre-commit-config.yaml:2"]),
    hook(
      "commented out",
      [
        ".pre-commit-config.yaml":
          "repos:\n# - hooks: [{ id: gitleaks }]\n- hooks: [{ id: ruff }]\n"
      ],
      []),
    hook(
      "husky", [".husky/pre-commit": "#!/bin/sh\nnpx lint-staged\ngitleaks protect --staged\n"],
      ["proves .husky/pre-commit:3"]),
    hook("husky without a scanner", [".husky/pre-commit": "npm test\n# gitleaks\n"], []),
    hook(
      "a script that only speaks of it",
      [".husky/pre-push": "echo \"install gitleaks to scan for keys\"\n"], []),
    hook(
      "a hooks folder that setup activates",
      [
        ".githooks/pre-push": "#!/bin/sh\nexec mxgate hook pre-push\n",
        "Makefile": "setup:\n\tgit config core.hooksPath .githooks\n",
      ], ["proves .githooks/pre-push:2"]),
    hook(
      "a hooks folder that nothing activates",
      [".githooks/pre-push": "#!/bin/sh\nexec mxgate hook pre-push\n"],
      ["near .githooks/pre-push:2"]),
    hook(
      "lefthook",
      [
        "lefthook.yml":
          "pre-commit:\n  commands:\n    secrets:\n      run: ripsecrets {staged_files}\n"
      ],
      ["proves lefthook.yml:4"]),
    hook(
      "lefthook on a hook that stops nothing",
      ["lefthook.yml": "post-merge:\n  commands:\n    secrets:\n      run: ripsecrets\n"], []),
    hook(
      "lint-staged",
      ["package.json": "{\"lint-staged\": {\n\t\"*\": [\"prettier\", \"secretlint\"]\n}}"],
      ["proves package.json:2"]),
    hook(
      "simple-git-hooks",
      ["package.json": "{\"simple-git-hooks\": {\n\"pre-push\": \"npx secretlint '**/*'\"}}"],
      ["proves package.json:2"]),
    hook(
      "a dependency alone", ["package.json": "{\"devDependencies\": {\"secretlint\": \"1\"}}"], []),
  ]

  static func hook(
    _ title: String, _ files: [String: String], _ expected: [String]
  ) -> FilesExample {
    FilesExample(title, "auth.commitHook", files, expected)
  }

  @Test func aBrokenConfigurationIsAFailure() {
    let example = Self.hook("", [".pre-commit-config.yaml": "repos: [\n"], [])
    #expect(example.observed.failure?.hasPrefix(".pre-commit-config.yaml:") == true)
  }
}
