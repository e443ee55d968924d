package import GateModel

/// Evidence from the files around the code: what builds, configures, checks and runs the service.
package struct FilesDetector: Detector {
  package init() {}

  package func observe(_ subject: EvidenceSubject) -> [CheckID: CheckObservations] {
    let files = ProjectFiles(subject.files)
    let images = ContainerImages(files)
    let deployment = Deployment(files)
    let commands = QualityCommands(files)
    let parts = [
      ContainerDetector(images: images).observe(),
      NonRootDetector(images: images, deployment: deployment).observe(),
      ResourceLimitsDetector(deployment: deployment).observe(),
      BuildContextDetector(images: images, files: files).observe(),
      AutoscalingDetector(deployment: deployment).observe(),
      QualityDetector(commands: commands, languages: Languages(files)).observe(),
      TestsDetector(files: files, commands: commands, reports: subject.coverageReports).observe(),
      CommitHookDetector(files: files).observe(),
    ]
    return parts.reduce(into: [:]) { all, part in
      all.merge(part) { first, _ in first }
    }
  }
}
