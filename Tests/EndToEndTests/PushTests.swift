import GateTestSupport
import Testing

/// What stops a real `git push` to a bare repository on this machine, and what it is told.
@Suite struct PushTests {
  private static let value = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
  static let secret = "const k = '\(value)';\n"
  static let clean = "const k = process.env.K;\n"
  private static let ignore = ".env\n*.key\n"

  /// A clone with the hook and an empty remote.
  private func withClone(
    files: [String: String] = ["a.txt": "x\n", ".gitignore": ignore], objectFormat: String = "sha1",
    isPushed: Bool = true, _ body: (TemporaryRepository) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { remote in
      try await TemporaryRepository.with(files: files, objectFormat: objectFormat) { clone in
        try await clone.git(
          "init", "-q", "--bare", "--object-format=\(objectFormat)", "-b", "main", remote.path)
        try await clone.git("remote", "add", "origin", remote.path)
        if isPushed { try await clone.git("push", "-q", "origin", "main") }
        let installed = try await MXGateBinary.run(["hook", "install"], in: clone.path)
        #expect(installed.status == 0)
        try await body(clone)
      }
    }
  }

  /// What a push prints, and whether it went through.
  private func push(
    _ arguments: String..., from clone: TemporaryRepository, in folder: String? = nil
  ) async throws -> (passes: Bool, words: String) {
    let command = (["git", "-C", folder ?? clone.path, "push"] + arguments).joined(separator: " ")
    let words = try await clone.run(
      .name("sh"), ["-c", "\(command) 2>&1 && echo went through || true"])
    return (words.hasSuffix("went through"), words)
  }

  /// The commands that the hook prints below "Then take it out", run as a person would.
  private func follow(_ words: String, editing file: String, in clone: TemporaryRepository)
    async throws
  {
    let lines = words.split(separator: "\n").map { String($0) }
    let start = try #require(lines.firstIndex { $0.contains("Then take it out of") })
    let steps = lines[(start + 1)...].prefix { $0.hasPrefix("       ") }
      .map { String($0.drop { $0 == " " }) }
    #expect(!steps.isEmpty)
    for step in steps {
      if step.hasPrefix("edit \(file) ") {
        try clone.write([file: Self.clean])
        try await clone.run(.name("sh"), ["-c", String(step.split(separator: "then: ")[1])])
      } else {
        try await clone.run(.name("sh"), ["-c", "GIT_EDITOR=true \(step)"])
      }
    }
  }

  // MARK: Secrets

  @Test func theLastCommitIsMendedByTheCommandsPrinted() async throws {
    try await withClone { clone in
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("the last commit of main"))
      #expect(stopped.words.contains("k.js:1:12"))
      #expect(!stopped.words.contains(Self.value))
      try await follow(stopped.words, editing: "k.js", in: clone)
      let again = try await push("origin", "main", from: clone)
      #expect(again.passes, "\(again.words)")
    }
  }

  @Test func aSecretInAnArchiveIsTakenOutWithTheArchive() async throws {
    try await withClone { clone in
      try clone.write(["k.js": Self.secret])
      try await clone.run(.name("sh"), ["-c", "tar -czf a.tgz k.js && rm k.js"])
      try await clone.commit(message: "Add")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("a.tgz!/k.js:1:12"))
      #expect(
        stopped.words.contains("edit a.tgz so that the value is gone, then: git add -- a.tgz"))
    }
  }

  @Test(arguments: ["sha1", "sha256"])
  func anOlderCommitIsMendedByTheCommandsPrinted(format: String) async throws {
    try await withClone(objectFormat: format) { clone in
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.commit(files: ["b.txt": "y\n"], message: "Go on")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("an older commit of main"))
      try await clone.git("switch", "-q", "--detach")
      let elsewhere = try await push("origin", "main", from: clone)
      #expect(elsewhere.words.contains("git switch main"))
      try await follow(elsewhere.words, editing: "k.js", in: clone)
      let again = try await push("origin", "main", from: clone)
      #expect(again.passes, "\(again.words)")
    }
  }

  @Test func whatALaterCommitRemovesIsMendedByTheCommandsPrinted() async throws {
    try await withClone { clone in
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.commit(files: ["b.txt": "y\n"], message: "Go on")
      try await clone.git("rm", "-q", "k.js")
      try await clone.commit(message: "Remove")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      try await follow(stopped.words, editing: "k.js", in: clone)
      let again = try await push("origin", "main", from: clone)
      #expect(again.passes, "\(again.words)")
    }
  }

  @Test func theFirstCommitIsMendedByTheCommandsPrinted() async throws {
    try await withClone(files: ["k.js": Self.secret, ".gitignore": Self.ignore], isPushed: false) {
      clone in
      try await clone.commit(files: ["b.txt": "y\n"], message: "Go on")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("--root"))
      try await follow(stopped.words, editing: "k.js", in: clone)
      let again = try await push("origin", "main", from: clone)
      #expect(again.passes, "\(again.words)")
    }
  }

  @Test func aSecretIsToldOnceWithItsOldestCommit() async throws {
    try await withClone { clone in
      let first = try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.commit(files: ["k.js": "// more\n" + Self.secret], message: "Go on")
      let stopped = try await push("origin", "main", from: clone)
      #expect(stopped.words.contains("1 secret found"))
      #expect(stopped.words.contains("commit: \(first.prefix(12))"))
    }
  }

  @Test func everythingIsJudgedWhereTheRemotesTipIsUnknown() async throws {
    try await withClone(isPushed: false) { clone in
      try await clone.commit(files: ["k.js": Self.secret], message: "Add")
      try await clone.git("push", "-q", "--no-verify", "origin", "main")
      try await TemporaryDirectory.with { other in
        let remote = try await clone.git("remote", "get-url", "origin")
        try await clone.run(.name("git"), ["clone", "-q", remote, other.absolute("c")])
        let inOther = ["-C", other.absolute("c")]
        try await clone.run(
          .name("git"), inOther + ["commit", "-q", "--allow-empty", "-m", "Theirs"])
        try await clone.run(.name("git"), inOther + ["push", "-q", "origin", "main"])
      }
      try await clone.git("rm", "-q", "k.js")
      try await clone.commit(message: "Remove")
      let stopped = try await push("--force", "origin", "main:side", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("k.js:1:12"))
    }
  }

  @Test func aPushFromAWorkTreeIsJudged() async throws {
    try await withClone { clone in
      try await TemporaryDirectory.with { other in
        let folder = other.absolute("w")
        try await clone.git("worktree", "add", "-q", "-b", "side", folder)
        try other.write(Self.secret, to: "w/k.js")
        try await clone.run(.name("git"), ["-C", folder, "add", "k.js"])
        try await clone.run(.name("git"), ["-C", folder, "commit", "-q", "-m", "Add"])
        let stopped = try await push("origin", "side", from: clone, in: folder)
        #expect(!stopped.passes)
        let harmless = try await push("origin", "main", from: clone)
        #expect(harmless.passes)
        try await clone.git("worktree", "remove", "--force", folder)
      }
    }
  }

  /// The framework pre-commit names branches alone where the first commit is pushed too.
  @Test(arguments: [clean, secret])
  func aFirstPushThroughTheFrameworkPreCommitIsJudged(content: String) async throws {
    try await withClone(files: ["k.js": content, ".gitignore": Self.ignore], isPushed: false) {
      clone in
      let outcome = try await MXGateBinary.run(
        ["hook", "pre-push", "origin"], in: clone.path,
        environment: [
          "PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main",
          "PRE_COMMIT_REMOTE_BRANCH": "refs/heads/main",
        ])
      #expect(outcome.status == (content == Self.secret ? 1 : 0), "\(outcome)")
    }
  }

  // MARK: Ignore rules

  @Test func aFileThatNothingIgnoresStopsThePush() async throws {
    try await withClone(files: ["a.txt": "x\n"]) { clone in
      try await clone.commit(files: ["b.txt": "y\n"], message: "Go on")
      let hint = try await push("origin", "main", from: clone)
      #expect(hint.passes)
      #expect(hint.words.contains("note: git does not ignore .env and *.key yet"))
      try clone.write(["service/.env": "A=b\n"])
      try await clone.git("commit", "-q", "--allow-empty", "-m", "More")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("service/.env is not ignored"))
      let fix = try await MXGateBinary.run(["fix"], in: clone.path)
      #expect(fix.status == 0)
      try await clone.commit(message: "Ignore")
      let again = try await push("origin", "main", from: clone)
      #expect(again.passes, "\(again.words)")
    }
  }

  // MARK: The checklist

  private static let manifest = """
    apiVersion: mxgate/v1
    service: { name: sync, owner: team, runs: job, does: [updates] }
    policy: { branches: [main, trunk] }

    """
  private static let waived =
    manifest + """
      waivers:
        - { check: errors.retry, reason: "soon", owner: team, expires: 2099-01-01 }

      """

  @Test func whatGotWorseStopsTheListedBranchesAlone() async throws {
    let files = [".gitignore": Self.ignore, "mxgate.yaml": Self.manifest + "errors: {}\n"]
    try await withClone(files: files) { clone in
      try await clone.git("push", "-q", "--no-verify", "origin", "main:trunk", "main:side")
      try await clone.git("fetch", "-q", "origin")
      try await clone.commit(
        files: ["mxgate.yaml": Self.manifest + "errors: { retry: true }\n", "src/a.py": Self.call],
        message: "Call without a timeout")
      let side = try await push("origin", "main:side", from: clone)
      #expect(side.passes, "\(side.words)")
      try await clone.git("rm", "-q", "mxgate.yaml")
      try await clone.commit(message: "Drop the manifest")
      let trunk = try await push("origin", "main:trunk", from: clone)
      #expect(!trunk.passes)
      #expect(trunk.words.contains("the manifest that trunk has on origin is gone"))
    }
  }

  private static let call = """
    import requests
    requests.post("https://api.getmaintainx.com/v1/workorders", json={})

    """

  @Test func aBrokenManifestStopsTheListedBranches() async throws {
    let files = [".gitignore": Self.ignore, "mxgate.yaml": Self.manifest]
    try await withClone(files: files) { clone in
      try await clone.commit(files: ["mxgate.yaml": "apiVersion: nonsense\n"], message: "Break")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("mxgate.yaml:1:13"))
      let side = try await push("origin", "main:side", from: clone)
      #expect(side.passes, "\(side.words)")
    }
  }

  @Test func aRepositoryWithoutManifestGetsAHint() async throws {
    try await withClone { clone in
      try await clone.commit(files: ["b.txt": "y\n"], message: "Go on")
      let pushed = try await push("origin", "main", from: clone)
      #expect(pushed.passes)
      #expect(pushed.words.contains("there is no mxgate.yaml on main"))
    }
  }

  // MARK: Failing closed

  @Test func aDamagedRepositoryStopsThePush() async throws {
    try await withClone { clone in
      let commit = try await clone.commit(files: ["b.txt": "damaged\n"], message: "Go on")
      let blob = try await clone.git("rev-parse", "HEAD:b.txt")
      try clone.directory.delete(".git/objects/\(blob.prefix(2))/\(blob.dropFirst(2))")
      let zeros = String(repeating: "0", count: 40)
      let outcome = try await MXGateBinary.run(
        ["hook", "pre-push", "origin"], in: clone.path,
        input: "refs/heads/side \(commit) refs/heads/side \(zeros)\n")
      #expect(outcome.status == 3)
    }
  }

  @Test func theInputIsReadToItsEndWhateverHappens() async throws {
    let line =
      "refs/heads/a \(String(repeating: "1", count: 40)) refs/heads/b "
      + String(repeating: "0", count: 40) + "\n"
    let input = String(repeating: line, count: 20_000)
    try await TemporaryDirectory.with { folder in
      let outcome = try await MXGateBinary.run(
        ["hook", "pre-push", "origin"], in: folder.path, input: input)
      #expect(outcome.status == 2)
    }
  }

  // MARK: Which hook runs

  @Test func statusNamesTheSettingThatShadowsTheHook() async throws {
    try await withClone { clone in
      try await TemporaryDirectory.with { home in
        try home.write("[core]\n  hooksPath = \(home.path)/hooks\n", to: "gitconfig")
        let status = try await MXGateBinary.run(
          ["hook", "status"], in: clone.path,
          environment: ["GIT_CONFIG_GLOBAL": home.absolute("gitconfig")])
        #expect(status.status == 1)
        #expect(status.output.contains("core.hooksPath (file:\(home.absolute("gitconfig")))"))
      }
    }
  }

  @Test func installationSaysWhatIsNotIgnored() async throws {
    try await TemporaryRepository.with(files: ["a.txt": "x\n", ".gitignore": ".env\n"]) { clone in
      let installed = try await MXGateBinary.run(["hook", "install"], in: clone.path)
      #expect(installed.output.contains("git does not ignore *.key yet: mxgate fix"))
    }
  }

  // MARK: Several services

  @Test func whatGotWorseInAServicesFolderStopsThePush() async throws {
    var files = [".gitignore": Self.ignore]
    let sample = try SampleService.files()
    for (path, text) in sample where path != ".gitignore" { files["services/sync/\(path)"] = text }
    try await withClone(files: files) { clone in
      let client = "services/sync/src/maintainx/client.ts"
      let original = try #require(files[client])
      let worse = original.replacing(
        "retryAfterDelay(response.headers) ?? backoffDelay(attempt)", with: "backoffDelay(attempt)")
      _ = try await clone.commit(files: [client: worse], message: "worse")
      let stopped = try await push("origin", "main", from: clone)
      #expect(!stopped.passes)
      #expect(stopped.words.contains("errors.retryAfter"))
      #expect(stopped.words.contains("services/sync/mxgate.yaml"))
      _ = try await clone.commit(files: [client: original], message: "mended")
      #expect(try await push("origin", "main", from: clone).passes)
    }
  }
}
