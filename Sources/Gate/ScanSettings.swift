package import GateModel
package import GateRepository

/// What a scan for secrets is asked to do.
package struct ScanSettings: Sendable {
  /// Where to look.
  package enum Source: Hashable, Sendable {
    /// Tracked files, and untracked ones that git does not ignore.
    case workTree
    /// Every file below the root.
    case allFiles
    /// What `git commit` would record.
    case staged
    /// What the commits of `A..B` introduce.
    case range(String)
    /// What all commits introduced that any ref reaches.
    case history(HistoryShard? = nil)
    /// The standard input.
    case standardInput
  }
  /// The folder as the user named it.
  package var root: String
  package var source: Source
  package var showsSecrets: Bool
  package var honoursInlineAllow: Bool
  /// Whether archives are opened and their files searched.
  package var opensArchives: Bool
  /// A folder with a team's own rules, which add to the built-in ones.
  package var rulesFolder: String?
  /// The files of that folder as a commit has them; `nil` reads the disk.
  var storedRules: FilesInMemory?
  /// A gitleaks configuration elsewhere than in the root.
  package var gitleaksConfig: String?
  package var today: CalendarDay
  package var toolVersion: String

  package init(
    root: String, source: Source = .workTree, showsSecrets: Bool = false,
    honoursInlineAllow: Bool = true, opensArchives: Bool = true, rulesFolder: String? = nil,
    gitleaksConfig: String? = nil, today: CalendarDay,
    toolVersion: String
  ) {
    self.root = root
    self.source = source
    self.showsSecrets = showsSecrets
    self.honoursInlineAllow = honoursInlineAllow
    self.opensArchives = opensArchives
    self.rulesFolder = rulesFolder
    self.gitleaksConfig = gitleaksConfig
    self.today = today
    self.toolVersion = toolVersion
  }
}
