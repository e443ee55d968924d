package import GateModel
package import GateRepository

/// What a detector looks at.
package struct EvidenceSubject: Sendable {
  /// All files in scope for evidence.
  package var files: any FileSource
  /// The service's folder, where it is one of a larger repository; the files are those of a
  /// `ServiceView`.
  package var folder = RepositoryPath("")
  /// Whether the repository has pipelines that speak of its other services alone.
  package var hasOtherPipelines = false
  /// What the sweep found in each file, by the anchors' tags.
  package var anchors: [RepositoryPath: Set<String>]
  /// What the manifest claims, where there is one.
  package var claims: [CheckID: Claim]
  /// `maintainx.client`: files or folders that add to the anchors.
  package var clientPaths: [RepositoryPath]
  /// Coverage reports that a test run left in the work tree. Only files that git does not track:
  /// a report that is tracked proves nothing. `CoverageReport.usualPlaces` says where to look.
  package var coverageReports: any FileSource
  /// `service.runs`, as declared.
  package var serviceKind: ServiceKind?
  /// Commands that this run ran and that passed: as good as a pipeline's. The excerpt is the command.
  package var ranCommands: [Evidence]

  package init(
    files: any FileSource, anchors: [RepositoryPath: Set<String>] = [:],
    claims: [CheckID: Claim] = [:], clientPaths: [RepositoryPath] = [],
    coverageReports: any FileSource = FilesInMemory([:]), serviceKind: ServiceKind? = nil,
    ranCommands: [Evidence] = []
  ) {
    self.files = files
    self.anchors = anchors
    self.claims = claims
    self.clientPaths = clientPaths
    self.coverageReports = coverageReports
    self.serviceKind = serviceKind
    self.ranCommands = ranCommands
  }
}

/// Looks for evidence about some checks. Reports what it sees; never decides a verdict.
package protocol Detector: Sendable {
  func observe(_ subject: EvidenceSubject) -> [CheckID: CheckObservations]
}
