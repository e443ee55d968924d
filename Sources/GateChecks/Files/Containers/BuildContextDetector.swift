import GateModel

/// Whether an image that copies the whole folder takes `.env` and key files along.
struct BuildContextDetector {
  let images: ContainerImages
  let files: ProjectFiles

  /// Files that a developer's folder holds and that no image may.
  private static let secretFiles = [".env", ".env.production", "server.key", "certs/server.key"]

  func observe() -> [CheckID: CheckObservations] {
    let ignoring = files.read(.dockerIgnore)
    let observations = images.deployed.compactMap { observation($0, ignoring.files) }
    return [
      CheckID("deployment.buildContext"): CheckObservations(
        observations: observations,
        lookedFor: "COPY or ADD of the whole folder, and a .dockerignore that keeps keys out of it",
        filesExamined: images.filesExamined + ignoring.files.count,
        failure: ignoring.failures.first ?? images.failures.first)
    ]
  }

  private func observation(_ image: ContainerImage, _ ignoring: [TextFile]) -> Observation? {
    let copies = image.dockerfile.stagesOfImage.flatMap(\.instructions).filter(Self.copiesAll)
    guard let copy = copies.first else {
      return image.dockerfile.lastStage.map { stage in
        Observation(
          .proves, image.file.evidence(line: stage.line, note: "copies named files only"))
      }
    }
    guard let file = Self.ignoreFile(of: image, among: ignoring) else {
      return Observation(
        .contradicts,
        image.file.evidence(
          line: copy.line, note: "copies the whole folder, and there is no .dockerignore"))
    }
    let rules = DockerIgnore(file)
    let leaking = Self.secretFiles.filter { !rules.excludes($0) }
    return leaking.isEmpty
      ? Observation(.proves, file.evidence(note: "keeps .env and key files out of the image"))
      : Observation(
        .contradicts,
        image.file.evidence(
          line: copy.line,
          note: "copies the whole folder, and \(file.path) lets \(leaking[0]) in"))
  }

  /// `COPY . .`, `ADD . /app`, `COPY ["./", "/app"]`; not from another stage.
  private static func copiesAll(_ instruction: Dockerfile.Instruction) -> Bool {
    guard ["COPY", "ADD"].contains(instruction.keyword),
      !instruction.flags.contains(where: { $0.hasPrefix("--from=") })
    else { return false }
    let words = instruction.arguments.split { " \t[],\"".contains($0) }
    return words.dropLast().contains { [".", "./", "*", "./*", "/", "./."].contains($0) }
  }

  /// `Dockerfile.dockerignore` beside it wins; else the `.dockerignore` of the context: the
  /// Dockerfile's own folder, or the nearest above that has one.
  private static func ignoreFile(of image: ContainerImage, among files: [TextFile]) -> TextFile? {
    let own = image.file.path.text.lowercased() + ".dockerignore"
    if let file = files.first(where: { $0.path.text.lowercased() == own }) { return file }
    var folder = image.file.path.parent
    while true {
      let found = files.first { $0.path.name == ".dockerignore" && $0.path.parent == folder }
      if found != nil || folder.bytes.isEmpty { return found }
      folder = folder.parent
    }
  }
}
