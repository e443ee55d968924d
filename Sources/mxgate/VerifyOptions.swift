internal import ArgumentParser
internal import GateModel
internal import GateRules
internal import GateVerify

/// What `mxgate verify` looks at.
struct VerifyTarget: ParsableArguments {
  @Option(help: ArgumentHelp("The service's address.", valueName: "address"))
  var url: String?

  @Option(help: ArgumentHelp("The API's address, version included.", valueName: "address"))
  var baseURL: String?

  @Option(help: ArgumentHelp("Where the service tells its health.", valueName: "path"))
  var healthPath: String?

  @Option(help: ArgumentHelp("Where the service tells that it is ready.", valueName: "path"))
  var readyPath: String?

  @Option(help: ArgumentHelp("Where the service shows its metrics.", valueName: "path"))
  var metricsPath: String?

  @Option(help: ArgumentHelp("A metric that must be there; repeatable.", valueName: "name"))
  var requireMetric: [String] = []

  @Option(
    help: ArgumentHelp("A file with the API key, such as a mounted secret.", valueName: "file"))
  var apiKeyFile: String?

  @Option(help: ArgumentHelp("For a key that opens several organizations.", valueName: "id"))
  var organizationID: String?

  @Option(
    help: ArgumentHelp("The commit that was deployed; kept in the result.", valueName: "hash"))
  var commit: String?
}

/// How long `mxgate verify` may take.
struct VerifyBounds: ParsableArguments {
  @Option(help: "For one request, such as 30s.")
  var timeout = Seconds(VerifyLimits().request)

  @Option(help: "For the whole run without its cleanup, such as 3m.")
  var deadline = Seconds(VerifyLimits().run)

  @Option(help: "For removing the test work order, whatever happened before.")
  var cleanupTime = Seconds(VerifyLimits().cleanup)

  @Option(help: "How long a service that is still starting is waited for.")
  var wait = Seconds(0)

  @Option(help: "How long to go on looking at health and metrics afterwards, such as 10m.")
  var watch: Seconds?

  @Option(help: "With --watch: the time between two looks.")
  var interval = Seconds(WatchPlan(duration: 0).interval)

  var limits: VerifyLimits {
    var limits = VerifyLimits()
    limits.request = timeout.value
    limits.run = max(deadline.value, wait.value)
    limits.cleanup = cleanupTime.value
    limits.wait = wait.value
    return limits
  }
}

/// A span of time as a user writes it: `30s`, `10m`, `0s`.
struct Seconds: ExpressibleByArgument {
  let value: Double

  init(_ value: Double) { self.value = value }

  init?(argument: String) {
    guard let seconds = argument == "0s" ? 0 : DurationText.seconds(argument) else { return nil }
    value = seconds
  }

  var defaultValueDescription: String {
    let whole = Int(value)
    if whole >= 3600, whole % 3600 == 0 { return "\(whole / 3600)h" }
    return whole >= 60 && whole % 60 == 0 ? "\(whole / 60)m" : "\(whole)s"
  }
}

/// Names of steps, separated by commas.
struct StepList: ExpressibleByArgument {
  let steps: [LiveStep]

  init?(argument: String) {
    let names = argument.split(separator: ",").map { String($0.filter { !$0.isWhitespace }) }
    steps = names.compactMap(LiveStep.init(rawValue:))
    if steps.isEmpty || steps.count != names.count { return nil }
  }
}

extension LiveStep {
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }
}
