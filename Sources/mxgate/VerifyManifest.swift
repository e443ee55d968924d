internal import FoundationEssentials
internal import Gate
internal import GateManifest
internal import GateModel
internal import GateRules
internal import GateVerify

/// The manifest beside which `mxgate verify` was started, where there is one.
enum VerifyManifest {
  private static let names = ["mxgate.yaml", "mxgate.yml"]

  /// The manifest's name in the folder, where there is one.
  static func name(in folder: String) -> String? {
    names.first { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
  }

  static func read(in folder: String) throws(VerifyError) -> Manifest? {
    let found = names.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)") }
    guard let name = found.first else { return nil }
    guard found.count == 1 else {
      throw VerifyError("there are two manifests, \(names[0]) and \(names[1])", help: "keep one")
    }
    guard let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)") else {
      throw VerifyError("\(name) can't be read")
    }
    let registry: CheckRegistry
    do {
      registry = try GateRuleSet.registry(root: folder)
    } catch {
      throw VerifyError("the check definitions: \(error)", status: .couldNotCheck)
    }
    let result = ManifestDecoder(registry: registry, today: Today.utc)
      .decode(Array(bytes), path: RepositoryPath(name))
    if let error = result.diagnostics.first(where: { $0.severity == .error }) {
      let place = error.location.map { "\($0.path):\($0.line):\($0.column): " } ?? ""
      throw VerifyError("\(place)\(error.message)", help: "mxgate check shows all mistakes")
    }
    return result.manifest
  }

  /// The limits that the service's alerts have; the checklist's where it claims none.
  static func limits(in manifest: Manifest?) -> AlertLimits {
    var limits = AlertLimits()
    guard
      case .claimed(let fields)? = manifest?.claims[CheckID("observability.alerting")]?.statement
    else { return limits }
    if case .percent(let value)? = fields["errorRate"] { limits.errorRate = value / 100 }
    if case .duration(let value)? = fields["latency"] { limits.latency = value }
    if case .duration(let value)? = fields["syncLag"] { limits.syncLag = value }
    return limits
  }
}
