internal import FoundationEssentials
internal import GateModel
internal import GateRules
internal import GateVerify
internal import GateYAML

/// Settles what `mxgate verify` does: flags come before the environment, and it before the manifest.
struct VerifyConfiguration {
  let target: VerifyTarget
  let environment: [String: String]

  private static let defaultBaseURL = "https://api.getmaintainx.com/v1"
  private static let defaultKeyVariable = "MAINTAINX_API_KEY"
  /// What an older post-deployment script calls it.
  private static let otherKeyVariable = "MAINTAINX_API_KEY_PROD"
  /// A key has some hundred characters.
  private static let longestKeyFile = 64 << 10

  func settings(
    skipped: [LiveStep: String], limits: VerifyLimits
  ) throws(VerifyError) -> VerifySettings {
    let base = target.baseURL ?? environment["MXGATE_BASE_URL"] ?? Self.defaultBaseURL
    var settings = VerifySettings(
      toolVersion: MXGate.configuration.version, baseAddress: try HTTPAddress(base))
    settings.commit = target.commit ?? environment["GITHUB_SHA"]
    settings.skipped = skipped
    settings.limits = limits
    settings.requiredMetrics = target.requireMetric
    settings.organization = try organization()
    do {
      settings.troubleshooting = try Troubleshooting.embedded()
    } catch {
      throw VerifyError("troubleshooting.yaml: \(error.message)", status: .couldNotCheck)
    }
    try setService(&settings)
    try setKey(&settings)
    return settings
  }

  private func setService(_ settings: inout VerifySettings) throws(VerifyError) {
    let steps: [LiveStep] = [.health, .ready, .metrics].filter { settings.skipped[$0] == nil }
    guard !steps.isEmpty else { return }
    guard let url = target.url ?? environment["MXGATE_URL"] else {
      throw VerifyError(
        "the service's address is not known",
        help: "pass --url, or --skip \(steps.map(\.rawValue).joined(separator: ","))")
    }
    let service = try HTTPAddress(url)
    settings.serviceURL = url
    settings.health = service.appending(path: target.healthPath ?? "/health")
    settings.ready = service.appending(path: target.readyPath ?? "/ready")
    settings.metrics = service.appending(path: target.metricsPath ?? "/metrics")
  }

  private func setKey(_ settings: inout VerifySettings) throws(VerifyError) {
    guard settings.skipped[.api] == nil || settings.skipped[.create] == nil else { return }
    guard settings.baseAddress.isSecure || settings.baseAddress.isLoopback else {
      throw VerifyError(
        "the API key is not sent to \(settings.baseAddress.origin): it would travel unencrypted",
        help: "use https")
    }
    settings.keyVariable = Self.defaultKeyVariable
    if let file = target.apiKeyFile {
      settings.key = try APIKey(try content(of: file), from: file)
      return
    }
    for variable in [settings.keyVariable, Self.otherKeyVariable] {
      guard let text = environment[variable], !text.isEmpty else { continue }
      settings.keyVariable = variable
      settings.key = try APIKey(text, from: variable)
      return
    }
    throw VerifyError(
      "there is no API key: the environment has no \(settings.keyVariable)",
      help: "set it, pass --api-key-file, or --skip api,create")
  }

  private func organization() throws(VerifyError) -> String? {
    guard let id = target.organizationID ?? environment["MAINTAINX_ORG_ID"] else { return nil }
    guard !id.isEmpty, id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw VerifyError("'\(id)' is no organization's id")
    }
    return id
  }

  private func content(of file: String) throws(VerifyError) -> String {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw VerifyError("the key file \(file) can't be read")
    }
    guard bytes.count <= Self.longestKeyFile, let text = String(validating: bytes, as: UTF8.self)
    else { throw VerifyError("the key file \(file) holds no key") }
    return text
  }
}
