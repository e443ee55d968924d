import GateModel

/// The images that the repository's Dockerfiles make.
struct ContainerImages: Sendable {
  let all: [ContainerImage]
  let filesExamined: Int
  let failures: [String]

  init(_ files: ProjectFiles) {
    let reading = files.read(.dockerfile)
    all = reading.files.map(ContainerImage.init)
    filesExamined = reading.files.count
    failures = reading.failures
  }

  /// Those that are deployed; all, where every one looks like a developers' tool.
  var deployed: [ContainerImage] {
    let deployed = all.filter { !$0.isTool }
    return deployed.isEmpty ? all : deployed
  }
}

/// One Dockerfile and the image it makes.
struct ContainerImage: Sendable {
  let file: TextFile
  let dockerfile: Dockerfile

  init(_ file: TextFile) {
    self.file = file
    dockerfile = DockerfileReader.read(file)
  }

  /// The user of the last stage, and the line that sets it: `USER`, or `FROM` where none does.
  var user: (user: ContainerUser, line: Int) {
    let inherited = dockerfile.stagesInherited
    guard let outermost = inherited.first, let last = inherited.last else { return (.unknown, 1) }
    var variables = DockerVariables()
    var user = (user: ContainerUser(ofImage: outermost.image), line: last.line)
    for instruction in inherited.lazy.flatMap(\.instructions) {
      variables.apply(instruction, globals: dockerfile.globalArguments)
      guard instruction.keyword == "USER" else { continue }
      let name = variables.replaced(in: instruction.arguments)
      user = (name.isKnown ? ContainerUser(named: name.text) : .unknown, instruction.line)
    }
    return user
  }

  /// Words that mark an image as a tool of the developers, not what is deployed.
  private static let toolWords: Set<String> = [
    "dev", "develop", "development", "test", "tests", "testing", "ci", "docs", "doc", "local",
    "debug", "lint", "builder", "e2e", "devcontainer", "bench", "benchmark", "tools",
  ]

  /// Whether path or name says that the image is not what is deployed.
  var isTool: Bool {
    file.path.text.lowercased().split { "/.-_".contains($0) }
      .contains { Self.toolWords.contains(String($0)) }
  }
}
