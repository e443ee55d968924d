package import GateModel

/// Evidence from the files around the code: what builds, configures, checks and runs the service.
package struct FilesDetector: Detector {
  package init() {}

  package func observe(_ subject: EvidenceSubject) -> [CheckID: CheckObservations] {
    let files = ProjectFiles(subject.files)
    let images = ContainerImages(files)
    let commands = QualityCommands(
      files, ran: subject.ranCommands, hasOtherPipelines: subject.hasOtherPipelines)
    let deployment = Deployment(files, commands: commands)
    let parts = [
      ContainerDetector(images: images, files: files, commands: commands).observe(),
      NonRootDetector(images: images, deployment: deployment).observe(),
      ResourceLimitsDetector(deployment: deployment).observe(),
      BuildContextDetector(images: images, files: files).observe(),
      AutoscalingDetector(deployment: deployment).observe(),
      ProbeDetector(deployment: deployment, images: images).observe(),
      QualityDetector(commands: commands, languages: Languages(files)).observe(),
      TestsDetector(files: files, commands: commands, reports: subject.coverageReports).observe(),
      CommitHookDetector(files: files).observe(),
      SecretBindingDetector(files: files, commands: commands).observe(),
      KeyRotationDetector(files: files).observe(),
      AlertingDetector(files: files).observe(),
      RollbackDetector(files: files, commands: commands).observe(),
    ]
    var all = parts.reduce(into: [:]) { all, part in
      all.merge(part) { first, _ in first }
    }
    // Where the repository builds an image, its own files speak.
    if images.all.isEmpty, let hosting = Hosting.derived(from: files) {
      Self.setAside(hosting, in: &all)
    }
    return all
  }

  /// What takes no image or is not deployed at all needs none of a container's safeguards.
  private static let containerChecks = [
    "deployment.container", "deployment.nonRoot", "deployment.buildContext",
    "deployment.resourceLimits", "deployment.autoscaling",
  ]

  private static func setAside(_ hosting: Hosting, in all: inout [CheckID: CheckObservations]) {
    for id in containerChecks.map({ CheckID($0) }) {
      let hasProof = all[id]?.observations.contains { $0.stance != .near } == true
      guard !hasProof else { continue }
      all[id]?.notApplicable = Inapplicability(
        reason: "the service \(hosting.reason)", evidence: hosting.evidence)
    }
  }
}
