/// A repository whose configuration, attributes and hooks name programs that leave a mark when they
/// run. Two commits, a change and an untracked file.
package enum HostileRepository {
  /// Settings under which some git command starts the program `%`.
  private static let settings: [[String]] = [
    ["core.fsmonitor", "%"], ["core.pager", "%"], ["core.editor", "%"], ["core.sshCommand", "%"],
    ["core.askPass", "%"], ["core.gitProxy", "%"], ["core.alternateRefsCommand", "%"],
    ["diff.external", "%"], ["diff.evil.command", "%"], ["diff.evil.textconv", "%"],
    ["filter.evil.clean", "%"], ["filter.evil.smudge", "%"], ["filter.evil.process", "%"],
    ["filter.evil.required", "true"], ["merge.evil.driver", "%"], ["gpg.program", "%"],
    ["log.showSignature", "true"], ["credential.helper", "%"], ["sequence.editor", "%"],
    ["pager.log", "%"], ["pager.ls-files", "%"], ["pager.diff-tree", "%"],
    ["alias.ls-files", "!%"],
    ["alias.check-ignore", "!%"], ["uploadpack.packObjectsHook", "%"],
    ["remote.origin.url", "ext::%"],
    ["remote.origin.vcs", "evil"], ["remote.origin.promisor", "true"],
    ["remote.origin.uploadpack", "%"],
    ["remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"],
    ["protocol.allow", "always"], ["extensions.partialClone", "origin"],
    ["trailer.evil.command", "%"], ["trailer.evil.cmd", "%"], ["interactive.diffFilter", "%"],
  ]

  /// - Parameter body: is given the repository, and whether any of the programs has run.
  package static func with(
    _ body: (TemporaryRepository, _ hasRun: () -> Bool) async throws -> Void
  ) async throws {
    try await TemporaryDirectory.with { elsewhere in
      let mark = elsewhere.absolute("ran")
      try elsewhere.write("#!/bin/sh\necho \"$0 $*\" >> '\(mark)'\ncat\n", to: "program")
      try elsewhere.setMode(0o755, of: "program")
      try await TemporaryRepository.with(files: ["a": "1", ".env": "A=b"]) { temporary in
        let program = elsewhere.absolute("program")
        try await temporary.commit(files: ["a": "2"], message: "2")
        try temporary.write([
          "a": "3", "new": "untracked",
          ".git/info/attributes": "* diff=evil filter=evil merge=evil\n",
          ".gitattributes": "* diff=evil filter=evil merge=evil\n",
        ])
        for hook in ["pre-push", "pre-commit", "post-index-change", "reference-transaction"] {
          try temporary.directory.write(
            "#!/bin/sh\necho \(hook) >> '\(mark)'\n", to: ".git/hooks/\(hook)")
          try temporary.directory.setMode(0o755, of: ".git/hooks/\(hook)")
        }
        // The files' times differ from those in the index, so that git would compare contents.
        try await temporary.run(.name("touch"), ["-d", "2020-01-01", "a", ".env"])
        for setting in Self.settings {
          try await temporary.git(
            "config", "--add", setting[0],
            setting[1].split(separator: "%", omittingEmptySubsequences: false)
              .joined(separator: program))
        }
        try await body(temporary) { elsewhere.exists("ran") }
      }
    }
  }
}
