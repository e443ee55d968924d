internal import FoundationEssentials
internal import GateManifest
internal import GateModel
internal import GateRules
internal import GateVerify
internal import GateYAML

/// Settles what `mxgate verify` does: flags come before the environment, and it before the manifest.
struct VerifyConfiguration {
  let target: VerifyTarget
  let manifest: Manifest?
  let environment: [String: String]

  private static let defaultBaseURL = "https://api.getmaintainx.com/v1"
  private static let defaultKeyVariable = "MAINTAINX_API_KEY"
  /// What older post-deployment scripts call it.
  private static let otherKeyVariable = "MAINTAINX_API_KEY_PROD"
  /// A key has some hundred characters.
  private static let longestKeyFile = 64 << 10

  /// - Parameter skipped: why steps are left out, by the flags alone.
  func settings(skipped: [LiveStep: String]) throws(VerifyError) -> VerifySettings {
    let base =
      target.baseURL ?? environment["MXGATE_BASE_URL"] ?? manifest?.maintainx.baseURL
      ?? Self.defaultBaseURL
    var settings = VerifySettings(
      toolVersion: ToolVersion.current, service: manifest?.service.name,
      baseAddress: try HTTPAddress(base))
    settings.commit = target.commit
    settings.skipped = routes.reasonsToSkip.merging(skipped) { $1 }
    settings.requiredMetrics = target.requireMetric + routes.requiredMetrics
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

  private var routes: ServiceRoutes { ServiceRoutes(target: target, manifest: manifest) }

  private func setService(_ settings: inout VerifySettings) throws(VerifyError) {
    let steps: [LiveStep] = [.health, .ready, .metrics].filter { settings.skipped[$0] == nil }
    guard !steps.isEmpty else { return }
    guard let url = target.url ?? environment["MXGATE_URL"] ?? manifest?.service.url else {
      throw VerifyError(
        "the service's address is not known",
        help: "pass --url, or --skip \(steps.map(\.rawValue).joined(separator: ","))")
    }
    let service = try HTTPAddress(url)
    settings.serviceURL = url
    settings.health = service.appending(path: routes.path(of: .health))
    settings.ready = service.appending(path: routes.path(of: .ready))
    settings.metrics = service.appending(path: routes.path(of: .metrics))
  }

  private func setKey(_ settings: inout VerifySettings) throws(VerifyError) {
    settings.keyVariable = manifest?.maintainx.apiKeyEnv ?? Self.defaultKeyVariable
    guard settings.skipped[.api] == nil || settings.skipped[.create] == nil else { return }
    guard settings.baseAddress.isSecure || settings.baseAddress.isLoopback else {
      throw VerifyError(
        "the API key is not sent to \(settings.baseAddress.origin): it would travel unencrypted",
        help: "use https")
    }
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
    guard let id = target.organizationID ?? environment["MAINTAINX_ORG_ID"], !id.isEmpty else {
      return nil
    }
    guard id.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
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
