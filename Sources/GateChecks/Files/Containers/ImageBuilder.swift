import GateModel

/// Tools that build an image in layers of their own, without a Dockerfile.
///
/// Sources: github.com/GoogleContainerTools/jib, ko.build, buildpacks.io,
/// docs.spring.io/spring-boot/maven-plugin/build-image.html,
/// learn.microsoft.com/dotnet/core/containers/sdk-publish
enum ImageBuilder {
  private static let jib = ["jib-maven-plugin", "com.google.cloud.tools.jib"]

  /// Where a build file or a command uses one.
  static func observations(_ files: ProjectFiles, _ commands: QualityCommands) -> [Observation] {
    files.read(.jvmBuild, mentioning: jib).files.compactMap(plugin)
      + commands.commands.compactMap(command)
  }

  private static func plugin(in file: TextFile) -> Observation? {
    file.lines.firstIndex { line in jib.contains { line.mentions($0) } }.map {
      Observation(.proves, file.evidence(line: $0 + 1, note: "Jib builds the image in layers"))
    }
  }

  private static func command(_ command: PipelineCommand) -> Observation? {
    guard command.origin == .pipeline else { return nil }
    let name = ShellCommand.commands(in: command.text).lazy.compactMap(builder).first
    return name.map { name in
      var place = command.place
      place.note = "\(name) builds the image"
      return Observation(.proves, place)
    }
  }

  private static func builder(_ call: ShellCommand) -> String? {
    let words = call.arguments
    switch call.program {
    case "ko": return ["build", "publish", "apply", "resolve"].contains(words.first) ? "ko" : nil
    case "pack": return words.first == "build" ? "Buildpacks" : nil
    case "mvn", "mvnw":
      return words.contains { $0.hasSuffix("spring-boot:build-image") } ? "Buildpacks" : nil
    case "gradle", "gradlew": return words.contains("bootBuildImage") ? "Buildpacks" : nil
    case "dotnet":
      return words.contains { $0.hasSuffix("PublishContainer") } ? "the .NET SDK" : nil
    default: return nil
    }
  }
}
