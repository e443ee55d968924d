import GateManifest
import GateModel
import GateRules
import Testing

/// What a branch may change in its manifest without loosening the gate that judges it.
@Suite struct ManifestRestrictionTests {
  private func manifest(_ text: String) throws -> Manifest {
    let decoder = ManifestDecoder(
      registry: try CheckRegistry.embedded(), today: try #require(CalendarDay("2026-11-24")))
    let result = decoder.decode(
      Array(("apiVersion: mxgate/v1\n" + text).utf8), path: RepositoryPath("mxgate.yaml"))
    return try #require(result.manifest, "\(result.diagnostics)")
  }

  private func restricted(
    _ branch: String, by base: String?
  ) throws -> (manifest: Manifest, notes: [String]) {
    var restriction = ManifestRestriction(base: try base.map(manifest), revision: "main")
    let restricted = restriction.restricted(try manifest(branch))
    return (restricted, restriction.differences.map(\.message))
  }

  private static let waiver =
    "waivers: [{ check: errors.retry, reason: later, owner: me, expires: 2026-12-10 }]\n"

  @Test func anAddedWaiverDoesNotCount() throws {
    let (manifest, notes) = try restricted(Self.waiver, by: "ruleset: 1\n")
    #expect(manifest.waivers.isEmpty)
    #expect(notes == ["the waiver of errors.retry is not on main, and does not count"])
  }

  @Test func aSharedWaiverCounts() throws {
    let (manifest, notes) = try restricted(Self.waiver, by: Self.waiver)
    #expect(manifest.waivers.count == 1)
    #expect(notes.isEmpty)
  }

  @Test func aLongerWaiverCountsForItsOldTime() throws {
    let longer = Self.waiver.replacing("2026-12-10", with: "2026-12-20")
    let (manifest, notes) = try restricted(longer, by: Self.waiver)
    #expect(manifest.waivers.map(\.expires.description) == ["2026-12-10"])
    #expect(
      notes == ["the waiver of errors.retry differs from the one on main, and does not count"])
    let shorter = try restricted(Self.waiver, by: longer)
    #expect(shorter.manifest.waivers.map(\.expires.description) == ["2026-12-10"])
  }

  @Test func aRemovedWaiverIsGone() throws {
    #expect(try restricted("ruleset: 1\n", by: Self.waiver).manifest.waivers.isEmpty)
  }

  @Test func anExclusionCountsWhereTheBaseExcludesAsMuch() throws {
    func excluding(_ path: String) -> String {
      "scan: { exclude: [{ path: \(path), reason: recorded }] }\n"
    }
    #expect(
      try restricted(excluding("testdata/a"), by: excluding("testdata/")).manifest.exclusions.count
        == 1)
    let wider = try restricted(excluding("testdata/"), by: excluding("testdata/a"))
    #expect(wider.manifest.exclusions.isEmpty)
    #expect(wider.notes.count == 1)
  }

  @Test func anAttestationMustBeTheSame() throws {
    func attested(_ date: String) -> String {
      "auth: { keyRotation: { attested: { by: me, date: \(date), url: \"https://example.com\" } } }\n"
    }
    let rotation = CheckID("auth.keyRotation")
    let same = try restricted(attested("2026-11-01"), by: attested("2026-11-01"))
    #expect(same.manifest.claims[rotation]?.attestation != nil)
    #expect(same.notes.isEmpty)
    let newer = try restricted(attested("2026-11-20"), by: attested("2026-11-01"))
    #expect(newer.manifest.claims[rotation]?.attestation?.date.description == "2026-11-01")
    #expect(newer.notes.count == 1)
    let added = try restricted(attested("2026-11-20"), by: nil)
    #expect(added.manifest.claims[rotation]?.attestation == nil)
  }

  @Test func whatDoesNotApplyMustBeSaidByBoth() throws {
    let exempt = "observability: { metrics: { notApplicable: \"no users\" } }\n"
    let metrics = CheckID("observability.metrics")
    let added = try restricted(exempt, by: "observability: { metrics: true }\n")
    #expect(added.manifest.claims[metrics]?.statement == .claimed(fields: [:]))
    #expect(added.notes.count == 1)
    #expect(try restricted(exempt, by: nil).manifest.claims[metrics] == nil)
    #expect(try restricted(exempt, by: exempt).notes.isEmpty)
  }

  @Test func aClaimCountsAtOnce() throws {
    let claimed = "errors: { retryAfter: true, timeout: 30s }\n"
    let (manifest, notes) = try restricted(claimed, by: "ruleset: 1\n")
    #expect(manifest.claims.count == 2)
    #expect(notes.isEmpty)
  }

  @Test func thePolicyIsTheStricterOfBoth() throws {
    let strict = "policy: { failOn: P1, waivers: { auth: 10d } }\n"
    for (branch, base) in [(strict, "ruleset: 1\n"), ("ruleset: 1\n", strict)] {
      let policy = try restricted(branch, by: base).manifest.policy
      #expect(policy.failOn == .p1)
      #expect(policy.waiverDays.auth == 10)
    }
  }

  @Test func theServiceCannotBecomeAnotherKind() throws {
    let base = "ruleset: 1\nservice: { name: a, runs: container, does: [lists, polls] }\n"
    let branch = "ruleset: 1\nservice: { name: a, runs: library, does: [lists, creates] }\n"
    let (manifest, notes) = try restricted(branch, by: base)
    #expect(manifest.service.runs == .container)
    #expect(manifest.service.does?.map(\.fact) == [.lists, .creates, .polls])
    #expect(notes.count == 2)
    let unknown = try restricted(branch, by: nil)
    #expect(unknown.manifest.service.runs == nil)
    #expect(unknown.manifest.service.does == nil)
    #expect(unknown.manifest.ruleset == nil)
  }
}
