import GateModel

/// Who the containers run as: by their images, and by the platforms that may overrule these.
struct NonRootDetector {
  let images: ContainerImages
  let deployment: Deployment

  func observe() -> [CheckID: CheckObservations] {
    let containers = deployment.deciding.flatMap { workload in
      workload.containers.map { (container: $0, workload: workload) }
    }
    let settings = containers.map { $0.container.user ?? $0.workload.user }
    // The services' containers overrule their images; a job may well run another image.
    let serving = zip(containers, settings).filter { !$0.0.workload.isJob }.map(\.1)
    let isOverruled =
      !serving.isEmpty
      && serving.allSatisfy { setting in
        if case .other = setting?.user { true } else { false }
      }
    // Where only jobs are described here, how the image's own service runs stands elsewhere.
    let servesElsewhere = !images.deployed.isEmpty && serving.isEmpty
    var seen: Set<Location> = []
    let byPlatform = zip(containers, settings).compactMap { subject, setting -> Observation? in
      guard let setting, seen.insert(setting.place.location).inserted else { return nil }
      var shown = observation(
        setting, "\(subject.container.name) of \(subject.workload.name)")
      if servesElsewhere, shown.stance == .proves { shown.stance = .near }
      return shown
    }
    let byImage = images.deployed.map { observation($0, isOverruled: isOverruled) }
    return [
      CheckID("deployment.nonRoot"): CheckObservations(
        observations: byPlatform + byImage,
        lookedFor: "a USER other than root in each image's last stage, or runAsNonRoot",
        filesExamined: images.filesExamined + deployment.filesExamined,
        failure: images.failures.first
          ?? (byPlatform.isEmpty && byImage.isEmpty ? deployment.failures.first : nil))
    ]
  }

  private func observation(_ setting: UserSetting, _ subject: String) -> Observation {
    let (stance, note) = judgement(
      of: setting.user, subject: subject, unknown: "the user's name has no value here")
    var place = setting.place
    place.note = note
    return Observation(stance, place, facts: facts(setting.user))
  }

  private func observation(_ image: ContainerImage, isOverruled: Bool) -> Observation {
    let (user, line) = image.user
    let base = image.dockerfile.stagesInherited.first?.image ?? "the image"
    let hasUser =
      image.file.lines.indices.contains(line - 1)
      && image.file.lines[line - 1].trimmed.uppercased().hasPrefix("USER")
    let (stance, note) = judgement(
      of: user, subject: hasUser ? "the image" : "the image, without USER,",
      unknown: hasUser
        ? "the user's name has no value here"
        : "no USER, and what \(base) runs as is not known here")
    let evidence = image.file.evidence(line: line, note: note)
    if isOverruled && stance == .contradicts {
      return Observation(.near, image.file.evidence(line: line, note: note + "; overruled"))
    }
    return Observation(image.isTool ? .near : stance, evidence, facts: facts(user))
  }

  private func facts(_ user: ContainerUser) -> [String: FactValue] {
    switch user {
    case .other(let name) where !name.contains(" "): ["user": .text(name)]
    case .root: ["user": .text("root")]
    case .other, .unknown: [:]
    }
  }

  private func judgement(
    of user: ContainerUser, subject: String, unknown: String
  ) -> (Observation.Stance, String) {
    switch user {
    case .root: (.contradicts, "\(subject) runs as root")
    case .other(let name): (.proves, "\(subject) runs as \(name)")
    case .unknown: (.near, unknown)
    }
  }
}
