import GateModel

/// Dockerfiles: an image, built in stages.
struct ContainerDetector {
  let images: ContainerImages
  let files: ProjectFiles
  let commands: QualityCommands

  func observe() -> [CheckID: CheckObservations] {
    [
      CheckID("deployment.container"): CheckObservations(
        observations: images.deployed.map(stages)
          + ImageBuilder.observations(files, commands),
        lookedFor: "a Dockerfile whose last stage is built from earlier ones",
        filesExamined: images.filesExamined, failure: images.failures.first)
    ]
  }

  private func stages(of image: ContainerImage) -> Observation {
    let stages = image.dockerfile.stagesOfImage
    guard let last = stages.last else {
      return Observation(.near, image.file.evidence(note: "has no FROM instruction"))
    }
    let isBuiltInStages = stages.count > 1 && !image.isTool
    return Observation(
      isBuiltInStages ? .proves : .near,
      image.file.evidence(
        line: last.line,
        note: isBuiltInStages ? "the last of \(stages.count) stages" : note(on: image)),
      facts: ["dockerfile": .text(image.file.path.text)])
  }

  private func note(on image: ContainerImage) -> String {
    if image.isTool { return "not the image that is deployed, by its name" }
    return image.dockerfile.stages.count > 1
      ? "the last stage takes nothing from the other \(image.dockerfile.stages.count - 1)"
      : "one stage: what the build needs stays in the image"
  }
}
