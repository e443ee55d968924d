import GateModel

/// A Dockerfile as BuildKit reads it: its stages, each with its instructions.
///
/// Source: https://docs.docker.com/reference/dockerfile/
struct Dockerfile: Sendable {
  /// One `FROM` and what follows it.
  struct Stage: Sendable {
    /// The image after `FROM`, with variables replaced where their values are known.
    var image: String
    /// The name after `AS`, in lower case.
    var name: String?
    var line: Int
    /// The stage above that `FROM` names, where it is no image.
    var base: Int?
    /// The stages above that this one starts from, copies from or mounts.
    var sources: Set<Int> = []
    var instructions: [Instruction] = []
  }
  /// One instruction, its continuation lines joined.
  struct Instruction: Sendable {
    /// In upper case: `COPY`.
    var keyword: String
    /// Flags such as `--from=build`, in order.
    var flags: [String]
    /// What follows keyword and flags, variables not yet replaced.
    var arguments: String
    var line: Int
  }
  var stages: [Stage]
  /// `ARG` instructions above the first `FROM`, by name.
  var globalArguments: [String: String]

  /// The stage that a plain `docker build` makes the image of.
  var lastStage: Stage? { stages.last }

  /// The stages that the image is built of: the last one, and each it starts from or copies from.
  var stagesOfImage: [Stage] {
    guard !stages.isEmpty else { return [] }
    var wanted: Set<Int> = [stages.count - 1]
    for index in stages.indices.reversed() where wanted.contains(index) {
      wanted.formUnion(stages[index].sources)
    }
    return stages.indices.filter(wanted.contains).map { stages[$0] }
  }

  /// The last stage and those it starts from by `FROM`, the outermost first.
  var stagesInherited: [Stage] {
    var chain: [Stage] = []
    var index = stages.indices.last
    while let current = index {
      chain.append(stages[current])
      index = stages[current].base
    }
    return chain.reversed()
  }
}
