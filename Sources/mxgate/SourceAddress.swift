internal import GateModel

/// Where the sources of a run can be read, as CI systems say by their environment.
enum SourceAddress {
  /// The address up to a path inside the repository; `nil` outside of CI, and where the commit that
  /// was judged is not the one that the job is about.
  static func current(of report: Report) -> String? {
    let hosts = [
      (url: github, commit: StandardOutput.environment("GITHUB_SHA")),
      (url: gitlab, commit: StandardOutput.environment("CI_COMMIT_SHA")),
    ]
    for host in hosts {
      guard let url = host.url, let commit = host.commit, commit == report.commit else { continue }
      return "\(url)/\(commit)"
    }
    return nil
  }

  private static var github: String? {
    guard let server = StandardOutput.environment("GITHUB_SERVER_URL"),
      let repository = StandardOutput.environment("GITHUB_REPOSITORY")
    else { return nil }
    return "\(server)/\(repository)/blob"
  }

  private static var gitlab: String? {
    StandardOutput.environment("CI_PROJECT_URL").map { "\($0)/-/blob" }
  }
}
