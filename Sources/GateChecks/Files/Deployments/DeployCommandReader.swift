import GateModel
import GateYAML

/// Reads limits and scaling off the commands that deploy: `gcloud run deploy --memory=512Mi --cpu=1`.
///
/// Source: https://cloud.google.com/sdk/gcloud/reference/run/deploy
struct DeployCommandReader {
  /// The options, and where they stand.
  private let options: [String: String]
  private let place: Evidence

  /// `nil` for a command that deploys nothing to Cloud Run.
  init?(_ command: PipelineCommand) {
    let call = ShellCommand.commands(in: command.text).first { call in
      let words = call.arguments.filter { !$0.hasPrefix("-") }.drop {
        $0 == "beta" || $0 == "alpha"
      }
      return call.program == "gcloud" && words.starts(with: ["run", "deploy"])
    }
    guard let call else { return nil }
    options = Self.options(in: call.arguments)
    place = command.place
  }

  /// The `flags` of the step `google-github-actions/deploy-cloudrun`.
  init?(action name: String, options: YAMLNode?, place: Evidence) {
    guard name.hasPrefix("google-github-actions/deploy-cloudrun") else { return nil }
    self.options = Self.options(in: options?["flags"]?.scalar?.words ?? [])
    self.place = place
  }

  /// `--name=value` and `--name value`.
  private static func options(in words: [String]) -> [String: String] {
    var options: [String: String] = [:]
    for (index, word) in words.enumerated() where word.hasPrefix("--") {
      if let equals = word.firstIndex(of: "=") {
        options[String(word[..<equals])] = String(word[word.index(after: equals)...])
      } else if let value = words.dropFirst(index + 1).first, !value.hasPrefix("-") {
        options[word] = value
      }
    }
    return options
  }

  var workload: Workload {
    func setting(_ name: String) -> Setting? {
      options[name].map { Setting(value: $0, place: place) }
    }
    // Cloud Run gives every instance 512 MiB and one CPU where the command names none.
    let container = Workload.Container(
      name: "the container", place: place, memory: setting("--memory"), cpu: setting("--cpu"),
      hasPlatformLimits: true)
    return Workload(
      name: "Cloud Run service", platform: .cloudRun, place: place, containers: [container])
  }

  var scaling: Scaling? {
    let least = options["--min-instances"] ?? options["--min"]
    let most = options["--max-instances"] ?? options["--max"]
    guard least != nil || most != nil else { return nil }
    return Scaling(
      least: least.map { Int($0) } ?? 0, most: most.flatMap { Int($0) }, adapts: true, place: place)
  }
}
