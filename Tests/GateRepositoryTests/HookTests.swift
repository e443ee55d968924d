import GateModel
import GateTestSupport
import SystemPackage
import Testing

@testable import GateRepository

@Suite struct HookTests {
  /// A repository with an empty remote `origin`, and a stand-in for mxgate that notes how it was called.
  struct Setup {
    let temporary: TemporaryRepository
    let installer: HookInstaller
    /// Outside of the repository.
    let elsewhere: TemporaryDirectory

    var program: FilePath { FilePath(elsewhere.absolute("bin/mxgate")) }
    /// What the stand-in was given: its arguments and its input.
    var calls: String {
      get throws { elsewhere.exists("calls") ? try text("calls") : "" }
    }
    func text(_ path: String) throws -> String {
      String(decoding: try elsewhere.read(path), as: UTF8.self)
    }
    func reopened() async throws -> HookInstaller { try await HookInstaller(temporary.runner()) }
  }

  static func with(
    exitCode: Int = 0, _ body: (Setup) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { elsewhere in
      let calls = elsewhere.absolute("calls")
      try elsewhere.write(
        "#!/bin/sh\necho \"$@\" >> '\(calls)'\ncat >> '\(calls)'\nexit \(exitCode)\n",
        to: "bin/mxgate")
      try elsewhere.setMode(0o755, of: "bin/mxgate")
      try await TemporaryRepository.with(files: ["a": "1"]) { temporary in
        try await temporary.run(
          .name("git"), ["init", "-q", "--bare", elsewhere.absolute("remote.git")])
        try await temporary.git("remote", "add", "origin", elsewhere.absolute("remote.git"))
        try await body(
          Setup(
            temporary: temporary, installer: HookInstaller(temporary.runner()),
            elsewhere: elsewhere))
      }
    }
  }

  // MARK: Install and run

  @Test func thePushIsJudged() async throws {
    try await Self.with { setup in
      let installed = try setup.installer.install(.prePush, program: setup.program)
      let place = FilePath(setup.temporary.path + "/.git/hooks/pre-push")
      #expect(installed == .installed(at: place, keeping: nil))
      try await setup.temporary.git("push", "-q", "origin", "main")
      let tip = try await setup.temporary.git("rev-parse", "main")
      let zeros = String(repeating: "0", count: 40)
      let url = setup.elsewhere.absolute("remote.git")
      let calls = try setup.calls
      #expect(
        calls == "hook pre-push origin \(url)\nrefs/heads/main \(tip) refs/heads/main \(zeros)\n")
    }
  }

  @Test func aFailedGateStopsThePush() async throws {
    try await Self.with(exitCode: 1) { setup in
      _ = try setup.installer.install(.prePush, program: setup.program)
      await #expect(throws: CommandFailure.self) {
        try await setup.temporary.git("push", "-q", "origin", "main")
      }
      let refs = try await setup.temporary.git("ls-remote", "origin")
      #expect(refs.isEmpty)
    }
  }

  @Test func aMissingProgramStopsThePush() async throws {
    try await Self.with { setup in
      _ = try setup.installer.install(.prePush, program: setup.program)
      try setup.elsewhere.delete("bin/mxgate")
      let failure = await #expect(throws: CommandFailure.self) {
        try await setup.temporary.git("push", "-q", "origin", "main")
      }
      #expect(failure?.words.contains("mxgate: the program is missing") == true)
    }
  }

  @Test func aCommitIsJudged() async throws {
    try await Self.with(exitCode: 1) { setup in
      _ = try setup.installer.install(.preCommit, program: setup.program)
      await #expect(throws: CommandFailure.self) {
        try await setup.temporary.commit(files: ["b": "2"], message: "b")
      }
      let calls = try setup.calls
      #expect(calls == "hook pre-commit\n")
    }
  }

  @Test func installingTwiceChangesNothing() async throws {
    try await Self.with { setup in
      _ = try setup.installer.install(.prePush, program: setup.program)
      let place = setup.installer.place.folder.appending("pre-push")
      #expect(
        try setup.installer.install(.prePush, program: setup.program)
          == .alreadyInstalled(at: place))
      #expect(
        try setup.installer.status(of: .prePush, program: setup.program)
          == .installed(isCurrent: true, keepsEarlier: false))
      #expect(
        try setup.installer.install(.prePush, program: "/opt/mxgate") == .updated(at: place))
    }
  }

  // MARK: An earlier hook

  @Test(arguments: [0, 7])
  func anEarlierHookRunsFirstWithTheSameInput(exitCode: Int) async throws {
    try await Self.with { setup in
      let note = setup.elsewhere.absolute("calls")
      try setup.temporary.directory.write(
        "#!/bin/sh\necho earlier \"$@\" >> '\(note)'\ncat >> '\(note)'\nexit \(exitCode)\n",
        to: ".git/hooks/pre-push")
      try setup.temporary.directory.setMode(0o755, of: ".git/hooks/pre-push")
      let folder = setup.installer.place.folder
      #expect(
        try setup.installer.install(.prePush, program: setup.program)
          == .installed(
            at: folder.appending("pre-push"), keeping: folder.appending("pre-push.before-mxgate")))
      if exitCode == 0 {
        try await setup.temporary.git("push", "-q", "origin", "main")
      } else {
        await #expect(throws: CommandFailure.self) {
          try await setup.temporary.git("push", "-q", "origin", "main")
        }
      }
      let lines = try setup.calls.split(separator: "\n").map { $0.split(separator: " ")[0] }
      #expect(
        lines == ["earlier", "refs/heads/main"]
          + (exitCode == 0 ? ["hook", "refs/heads/main"] : []))
      #expect(try setup.installer.uninstall(.prePush) == .removed(restored: true))
      let restored = try setup.temporary.directory.read(".git/hooks/pre-push")
      #expect(String(decoding: restored, as: UTF8.self).contains("echo earlier"))
      #expect(!setup.temporary.directory.exists(".git/hooks/pre-push.before-mxgate"))
    }
  }

  @Test func anEarlierHookThatReadsNothingDoesNotMatter() async throws {
    try await Self.with { setup in
      try setup.temporary.directory.write("#!/bin/sh\nexit 0\n", to: ".git/hooks/pre-push")
      try setup.temporary.directory.setMode(0o755, of: ".git/hooks/pre-push")
      _ = try setup.installer.install(.prePush, program: setup.program)
      try await setup.temporary.git("push", "-q", "origin", "main")
      let calls = try setup.calls
      #expect(calls.contains("refs/heads/main"))
    }
  }

  // MARK: Uninstall and status

  @Test func uninstallLeavesNothing() async throws {
    try await Self.with { setup in
      #expect(try setup.installer.uninstall(.prePush) == .notInstalled)
      _ = try setup.installer.install(.prePush, program: setup.program)
      #expect(try setup.installer.uninstall(.prePush) == .removed(restored: false))
      #expect(try setup.installer.status(of: .prePush, program: setup.program) == .absent)
      #expect(!setup.temporary.directory.exists(".git/hooks/pre-push"))
    }
  }

  @Test func somebodyElsesHookIsLeftAlone() async throws {
    try await Self.with { setup in
      try setup.temporary.directory.write("#!/bin/sh\n", to: ".git/hooks/pre-push")
      #expect(try setup.installer.status(of: .prePush, program: setup.program) == .foreign)
      #expect(try setup.installer.uninstall(.prePush) == .foreign)
      #expect(setup.temporary.directory.exists(".git/hooks/pre-push"))
    }
  }

  @Test func aHookThatIsNotExecutableDoesNotRun() async throws {
    try await Self.with { setup in
      _ = try setup.installer.install(.prePush, program: setup.program)
      try setup.temporary.directory.setMode(0o644, of: ".git/hooks/pre-push")
      #expect(try setup.installer.status(of: .prePush, program: setup.program) == .notExecutable)
      _ = try setup.installer.install(.prePush, program: setup.program)
      #expect(
        try setup.installer.status(of: .prePush, program: setup.program)
          == .installed(isCurrent: true, keepsEarlier: false))
    }
  }

  @Test func aSettingCanShadowTheHook() async throws {
    try await Self.with { setup in
      _ = try setup.installer.install(.prePush, program: setup.program)
      try await setup.temporary.git("config", "core.hooksPath", "tools/hooks")
      let status = try await setup.reopened().status(of: .prePush, program: setup.program)
      #expect(
        status
          == .shadowed(
            by: .init(scope: "local", origin: "file:.git/config", value: "tools/hooks")))
    }
  }

  // MARK: Where hooks live

  @Test func hooksOfTheWorkTreeNameNoMachinesPath() async throws {
    try await Self.with { setup in
      try await setup.temporary.git("config", "core.hooksPath", "tools/hooks")
      let installed = try await setup.reopened().install(.prePush, program: setup.program)
      #expect(
        installed
          == .installed(
            at: FilePath(setup.temporary.path + "/tools/hooks/pre-push"), keeping: nil))
      let text = try setup.temporary.directory.read("tools/hooks/pre-push")
      #expect(!String(decoding: text, as: UTF8.self).contains(setup.program.string))
    }
  }

  @Test func allWorkTreesShareTheHooks() async throws {
    try await Self.with { setup in
      let other = setup.elsewhere.absolute("worktree")
      try await setup.temporary.git("worktree", "add", "-q", "-b", "side", other)
      let repository = try await Repository.open(at: FilePath(other))
      let installer = try await HookInstaller(try #require(repository.git).runner)
      #expect(installer.place.folder == setup.installer.place.folder)
      _ = try installer.install(.prePush, program: setup.program)
      try await setup.temporary.run(.name("git"), ["-C", other, "push", "-q", "origin", "side"])
      let calls = try setup.calls
      #expect(calls.contains("refs/heads/side"))
    }
  }

  @Test func aFolderSharedByAllRepositoriesIsLeftAlone() {
    let setting = HookPlace.Setting(scope: "global", origin: "file:/g", value: "/g/hooks")
    var place = HookPlace(
      folder: "/g/hooks", standardFolder: "/r/.git/hooks", setting: setting, top: "/r")
    #expect(place.isShared)
    place.setting?.scope = "local"
    #expect(!place.isShared)
  }

  @Test func aPathWithQuotesAndBlanksWorks() async throws {
    try await Self.with { setup in
      try setup.elsewhere.write("#!/bin/sh\nexit 9\n", to: "it's a place/mxgate")
      try setup.elsewhere.setMode(0o755, of: "it's a place/mxgate")
      let program = FilePath(setup.elsewhere.absolute("it's a place/mxgate"))
      _ = try setup.installer.install(.preCommit, program: program)
      let code = try await setup.temporary.run(
        .name("sh"), ["-c", ".git/hooks/pre-commit; echo $?"])
      #expect(code == "9")
    }
  }

  // MARK: Frameworks

  static let frameworks: [(file: String, content: String, advised: HookFramework, Hook)] = [
    (".husky/pre-commit", "npm test\n", .husky, .prePush),
    ("lefthook.yml", "pre-push:\n", .lefthook, .prePush),
    (".lefthook.yaml", "", .lefthook, .preCommit),
    (".pre-commit-config.yaml", "repos:\n", .preCommit, .prePush),
  ]

  @Test(arguments: frameworks)
  func aFrameworkIsGivenLinesInsteadOfAFile(
    file: String, content: String, framework: HookFramework, hook: Hook
  ) async throws {
    try await Self.with { setup in
      try setup.temporary.write([file: content])
      guard case .framework(let advice) = try setup.installer.install(hook, program: setup.program)
      else {
        Issue.record("no advice")
        return
      }
      #expect(advice.framework == framework)
      #expect(!setup.temporary.directory.exists(".git/hooks/\(hook.rawValue)"))
      try setup.temporary.write([advice.file: content + advice.lines.joined(separator: "\n") + "\n"]
      )
      #expect(
        try setup.installer.install(hook, program: setup.program) == .alreadyInFramework(advice))
      #expect(
        try setup.installer.status(of: hook, program: setup.program)
          == .throughFramework(advice, isActive: false))
    }
  }

  @Test func aCommentedLineRunsNothing() async throws {
    try await Self.with { setup in
      try setup.temporary.write([".husky/pre-push": "# mxgate hook pre-push\n"])
      #expect(try setup.installer.status(of: .prePush, program: setup.program) == .absent)
    }
  }

  @Test(arguments: Hook.allCases)
  func theScriptIsPosix(hook: Hook) async throws {
    try await Self.with { setup in
      try setup.elsewhere.write(hook.script(program: setup.program), to: "hook")
      for shell in ["sh", "dash", "bash"] {
        let path = setup.elsewhere.absolute("hook")
        try await setup.temporary.run(.name(shell), ["-n", path])
      }
    }
  }
}
