internal import FoundationEssentials
internal import GateModel
internal import GateRepository
internal import GateVerify
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// `mxgate check --live FILE`: the kept result of `mxgate verify`, as proof.
enum KeptResult {
  /// What the file says of each check. Where it can't be used, none of the checks that it could speak
  /// of can be judged.
  static func observe(
    _ file: String, for folder: String
  ) async -> [CheckID: CheckObservations] {
    do {
      return try await read(file, for: folder)
    } catch {
      let help = error.help.map { "; \($0)" } ?? ""
      let failure = CheckObservations(failure: error.message + help)
      let checks = LiveStep.allCases.compactMap(LiveEvidence.check)
      return Dictionary(uniqueKeysWithValues: checks.map { ($0, failure) })
    }
  }

  private static func read(
    _ file: String, for folder: String
  ) async throws(VerifyError) -> [CheckID: CheckObservations] {
    guard let bytes = FileManager.default.contents(atPath: file) else {
      throw VerifyError("\(file) can't be read", status: .couldNotCheck)
    }
    let manifest = try VerifyManifest.read(in: folder)
    return try LiveResultFile.read(
      Array(bytes), path: RepositoryPath(file),
      about: LiveResultFile.Subject(
        commit: try await VerifyCommand.head(of: folder), serviceURL: manifest?.service.url,
        baseURL: manifest?.maintainx.baseURL, now: time(nil)))
  }
}
