internal import GateModel

/// The observations about one check, sorted by what they say of its claim.
struct Proof {
  /// Proof that counts: where the claim names files, only in them.
  var proving: [Observation] = []
  /// Proof outside the files that the claim names.
  var elsewhere: [Observation] = []
  var contradicting: [Observation] = []
  var near: [Observation] = []
  private var sites: SiteCoverage?
  private var namedPaths: [RepositoryPath]

  init(_ observations: CheckObservations, claim: Claim?) {
    sites = observations.sites
    namedPaths = claim?.evidencePaths ?? []
    for observation in observations.observations {
      switch observation.stance {
      case .contradicts: contradicting.append(observation)
      case .near: near.append(observation)
      case .proves:
        if isNamed(observation.evidence.location.path) {
          proving.append(observation)
        } else {
          elsewhere.append(observation)
        }
      }
    }
  }

  private func isNamed(_ path: RepositoryPath) -> Bool {
    namedPaths.isEmpty
      || namedPaths.contains { named in
        path == named || path.bytes.starts(with: named.bytes + [UInt8(ascii: "/")])
      }
  }

  /// Whether it is shown, and at every call site where sites count.
  var isComplete: Bool { !proving.isEmpty && gap == nil }

  /// What is missing although something is shown.
  var gap: String? {
    if let sites, sites.covered < sites.total {
      return "it holds at \(sites.covered) of \(sites.total) call sites"
    }
    guard proving.isEmpty, let other = elsewhere.first else { return nil }
    let named = namedPaths.map(\.text).joined(separator: ", ")
    return "\(named) does not show it, \(other.evidence.place) does"
  }

  /// The places that come closest to a proof.
  var nearest: [Evidence] {
    (elsewhere + near).map(\.evidence) + (gap == nil ? [] : proving.map(\.evidence))
  }

  /// What is shown, and where.
  var summary: String {
    guard let first = proving.first else { return "" }
    let what = first.evidence.note ?? "shown"
    let more = proving.count > 1 ? " and \(proving.count - 1) more" : ""
    guard let sites, sites.total > 1 else { return "\(what) at \(first.evidence.place)\(more)" }
    return "\(what) at all \(sites.total) call sites, first at \(first.evidence.place)"
  }
}

extension Evidence {
  /// `src/client.ts:12`.
  var place: String { "\(location.path.text):\(location.line)" }
}
