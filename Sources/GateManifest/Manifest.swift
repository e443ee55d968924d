package import GateModel

/// What a service's `mxgate.yaml` says.
package struct Manifest: Sendable {
  package var path: RepositoryPath
  /// Checks newer than this only warn; `nil` counts as the newest.
  package var ruleset: Int?
  package var service: Service
  package var maintainx: Connection
  package var claims: [CheckID: Claim]
  package var waivers: [Waiver]
  package var policy: Policy
  package var exclusions: [Exclusion]

  package struct Service: Sendable {
    package var name: String?
    package var owner: String?
    package var runs: ServiceKind?
    /// `nil` where the manifest says nothing; an empty list says that it does none of them.
    package var does: [DeclaredFact]?
    package var url: String?
    package var links: [Link] = []

    /// Where to look when something is wrong.
    package var runbook: String? { links.first { $0.type == "runbook" }?.url }
  }

  package struct Link: Hashable, Sendable {
    package var type: String
    package var url: String
  }

  /// How the service reaches MaintainX.
  package struct Connection: Sendable {
    package enum Access: String, CaseIterable, Sendable { case read, write }
    package var baseURL: String?
    /// `read`: the live verification creates nothing.
    package var access: Access?
    /// The environment variable that holds the key.
    package var apiKeyEnv: String?
    /// Files or folders that make the calls, besides those that are found.
    package var client: [RepositoryPath] = []
  }

  /// A file or folder in which no secrets are looked for.
  package struct Exclusion: Sendable {
    package var path: RepositoryPath
    package var reason: String
    package var location: Location
  }
}
