/// How strict the gate is. An organisation sets it; a repository may only tighten it.
package struct Policy: Sendable {
  /// Unmet checks of this priority and above fail the gate.
  package var failOn: Priority
  /// The longest life of a waiver in days, counted from today.
  package var waiverDays: WaiverDays
  /// Priorities that differ from the checks' own.
  package var priorities: [CheckID: Priority]
  /// Branches that services are deployed from: on a push to them the checklist must not get worse.
  /// A name may hold a `*`, which stands for any text. `nil` where nobody lists them.
  package var branches: [String]?

  package struct WaiverDays: Hashable, Sendable {
    /// For every check of the category `auth`, whatever its priority.
    package var auth: Int
    package var p0: Int
    package var p1: Int
    package var p2: Int

    package init(auth: Int, p0: Int, p1: Int, p2: Int) {
      (self.auth, self.p0, self.p1, self.p2) = (auth, p0, p1, p2)
    }
  }

  package init(
    failOn: Priority, waiverDays: WaiverDays, priorities: [CheckID: Priority] = [:],
    branches: [String]? = nil
  ) {
    self.failOn = failOn
    self.waiverDays = waiverDays
    self.priorities = priorities
    self.branches = branches
  }

  /// What holds where nobody says otherwise.
  package static let standard = Policy(
    failOn: .p0, waiverDays: WaiverDays(auth: 30, p0: 90, p1: 90, p2: 180))

  /// The stricter of both in every respect.
  package func tightened(by other: Policy) -> Policy {
    Policy(
      failOn: max(failOn, other.failOn),
      waiverDays: WaiverDays(
        auth: min(waiverDays.auth, other.waiverDays.auth),
        p0: min(waiverDays.p0, other.waiverDays.p0),
        p1: min(waiverDays.p1, other.waiverDays.p1), p2: min(waiverDays.p2, other.waiverDays.p2)),
      priorities: priorities.merging(other.priorities, uniquingKeysWith: min),
      branches: branches == nil && other.branches == nil
        ? nil : Array(Set((branches ?? []) + (other.branches ?? []))).sorted())
  }

  /// The branches that are deployed from where nobody lists them.
  package static let usualBranches = ["main", "master", "release/*"]

  /// Whether services are deployed from this branch.
  package func deploys(from branch: String) -> Bool {
    (branches ?? Self.usualBranches).contains { pattern in
      guard let star = pattern.firstIndex(of: "*") else { return pattern == branch }
      let (start, end) = (pattern[..<star], pattern[pattern.index(after: star)...])
      return branch.count >= start.count + end.count && branch.hasPrefix(start)
        && branch.hasSuffix(end)
    }
  }

  /// The priority of a check whose own is `priority`.
  package func priority(of check: CheckID, default priority: Priority) -> Priority {
    priorities[check] ?? priority
  }

  /// A P0 check may be waived for longer only where a link says where the work is tracked.
  private static let unlinkedP0Days = 30

  /// The longest life of a waiver for a check of that priority.
  package func longestWaiver(for check: CheckID, priority: Priority, hasLink: Bool) -> Int {
    if check.category == "auth" { return waiverDays.auth }
    return switch priority {
    case .p0: hasLink ? waiverDays.p0 : min(waiverDays.p0, Self.unlinkedP0Days)
    case .p1: waiverDays.p1
    case .p2: waiverDays.p2
    }
  }
}
