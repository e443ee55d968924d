import GateManifest
import GateModel
import Testing

@Suite struct ManifestEditorTests {
  struct Edit: Sendable, CustomTestStringConvertible {
    var name: String
    var before: String
    var after: String
    var testDescription: String { name }

    init(_ name: String, _ before: String, _ after: String) {
      (self.name, self.before, self.after) = (name, before, after)
    }
  }

  static let waiver = Waiver(
    check: CheckID("errors.timeout"), reason: "waits for \"v2\": soon", owner: "team",
    expires: ManifestSamples.today.adding(days: 7),
    location: Location(path: ManifestSamples.path, line: 1))
  static let waiverText =
    #"{ check: errors.timeout, reason: "waits for \"v2\": soon", owner: team, expires: 2026-12-01 }"#
  static let other = "{ check: quality.lint, reason: r, owner: o, expires: 2026-12-24 }"

  static let waivers: [Edit] = [
    .init(
      "no waivers yet", "# mine\napiVersion: mxgate/v1\n",
      "# mine\napiVersion: mxgate/v1\n\nwaivers:\n  - \(waiverText)\n"),
    .init(
      "no line end at the end", "apiVersion: mxgate/v1",
      "apiVersion: mxgate/v1\n\nwaivers:\n  - \(waiverText)\n"),
    .init(
      "CR LF", "apiVersion: mxgate/v1\r\nwaivers:\r\n  - \(other)\r\n# end\r\n",
      "apiVersion: mxgate/v1\r\nwaivers:\r\n  - \(other)\r\n  - \(waiverText)\r\n# end\r\n"),
    .init(
      "behind a block with comments",
      "apiVersion: mxgate/v1\nwaivers:  # ours\n- check: quality.lint\n  reason: größer # why\n"
        + "  owner: o\n  expires: 2026-12-24 # soon\n\n# errors\nerrors:\n  retry: true\n",
      "apiVersion: mxgate/v1\nwaivers:  # ours\n- check: quality.lint\n  reason: größer # why\n"
        + "  owner: o\n  expires: 2026-12-24 # soon\n- \(waiverText)\n\n# errors\nerrors:\n  retry: true\n"
    ),
    .init(
      "behind a literal block",
      "apiVersion: mxgate/v1\nwaivers:\n  - check: quality.lint\n    owner: o\n    expires: 2026-12-24\n"
        + "    reason: |\n      two\n      lines\n# end\n",
      "apiVersion: mxgate/v1\nwaivers:\n  - check: quality.lint\n    owner: o\n    expires: 2026-12-24\n"
        + "    reason: |\n      two\n      lines\n  - \(waiverText)\n# end\n"),
    .init(
      "inline", "apiVersion: mxgate/v1\nwaivers: [ \(other) ] # few\n",
      "apiVersion: mxgate/v1\nwaivers: [ \(other), \(waiverText) ] # few\n"),
    .init(
      "an empty list", "apiVersion: mxgate/v1\nwaivers: [] # none\n",
      "apiVersion: mxgate/v1\nwaivers: [\(waiverText)] # none\n"),
    .init(
      "all in one mapping", "{ apiVersion: mxgate/v1 }\n",
      "{ apiVersion: mxgate/v1, waivers: [\(waiverText)] }\n"),
    .init(
      "renewed",
      "apiVersion: mxgate/v1\nwaivers:\n  - check: errors.timeout # old\n    reason: r\n    owner: o\n"
        + "    expires: 2026-11-01 # over\n  - \(other)\n",
      "apiVersion: mxgate/v1\nwaivers:\n  - \(waiverText) # over\n  - \(other)\n"),
  ]

  @Test(arguments: waivers)
  func addsAWaiver(_ edit: Edit) throws {
    #expect(
      String(decoding: try editor(edit.before).adding(Self.waiver), as: UTF8.self) == edit.after)
  }

  static let attestation = Attestation(
    by: "team", date: ManifestSamples.today, url: "https://wiki.example.com/x",
    location: Location(path: ManifestSamples.path, line: 1))
  static let attested = #"{ by: team, date: 2026-11-24, url: "https://wiki.example.com/x" }"#
  static let old = "{ by: old, date: 2026-01-01, url: 'https://a.b' }"

  static let attestations: [Edit] = [
    .init(
      "nothing claimed", "apiVersion: mxgate/v1\n",
      "apiVersion: mxgate/v1\n\nauth:\n  keyRotation: { attested: \(attested) }\n"),
    .init(
      "the category is there",
      "apiVersion: mxgate/v1\nauth:\n    secretManager: sops # in deploy\n",
      "apiVersion: mxgate/v1\nauth:\n    secretManager: sops # in deploy\n"
        + "    keyRotation: { attested: \(attested) }\n"),
    .init(
      "claimed with true", "apiVersion: mxgate/v1\nauth:\n  keyRotation: true # yes\n",
      "apiVersion: mxgate/v1\nauth:\n  keyRotation: { attested: \(attested) } # yes\n"),
    .init(
      "claimed with a value", "apiVersion: mxgate/v1\nauth: { keyRotation: 30d }\n",
      "apiVersion: mxgate/v1\nauth: { keyRotation: { every: 30d, attested: \(attested) } }\n"),
    .init(
      "claimed with a mapping", "apiVersion: mxgate/v1\nauth: { keyRotation: { every: 30d, } }\n",
      "apiVersion: mxgate/v1\nauth: { keyRotation: { every: 30d, attested: \(attested) } }\n"),
    .init(
      "claimed with a block",
      "apiVersion: mxgate/v1\nauth:\n  keyRotation:\n    every: 30d # x\nerrors: {}\n",
      "apiVersion: mxgate/v1\nauth:\n  keyRotation:\n    every: 30d # x\n    attested: \(attested)\nerrors: {}\n"
    ),
    .init(
      "renewed inline",
      "apiVersion: mxgate/v1\nauth: { keyRotation: { attested: \(old), every: 30d } }\n",
      "apiVersion: mxgate/v1\nauth: { keyRotation: { attested: \(attested), every: 30d } }\n"),
    .init(
      "renewed in a block",
      "apiVersion: mxgate/v1\nauth:\n  keyRotation:\n    attested:\n      by: old\n      date: 2026-01-01\n"
        + "      url: https://a.b\n    every: 30d\n",
      "apiVersion: mxgate/v1\nauth:\n  keyRotation:\n    attested:\n      \(attested)\n    every: 30d\n"
    ),
  ]

  @Test(arguments: attestations)
  func addsAnAttestation(_ edit: Edit) throws {
    let changed = try editor(edit.before).adding(Self.attestation, to: CheckID("auth.keyRotation"))
    #expect(String(decoding: changed, as: UTF8.self) == edit.after)
  }

  @Test func addsClaimsThatAreMissingAndLeavesTheOthers() throws {
    let before = "apiVersion: mxgate/v1\nerrors:\n  timeout: 20s # ours\n"
    let changed = try editor(before).adding(claims: [
      CheckID("errors.timeout"): "30s", CheckID("errors.retry"): "true",
      CheckID("observability.health"): "{ path: /health }",
    ])
    #expect(
      String(decoding: changed, as: UTF8.self)
        == before + "  retry: true\n\nobservability:\n  health: { path: /health }\n")
  }

  static let refusals: [(text: String, check: String, message: String)] = [
    ("apiVersion: mxgate/v2\n", "auth.keyRotation", "the manifest has mistakes"),
    ("apiVersion: mxgate/v1\n", "errors.retry", "errors.retry takes no attestation"),
    (
      "apiVersion: mxgate/v1\nauth: { keyRotation: false }\n", "auth.keyRotation",
      "the manifest says that auth.keyRotation is not done"
    ),
    (
      "apiVersion: mxgate/v1\nauth: { keyRotation: { notApplicable: no key } }\n",
      "auth.keyRotation", "the manifest says that auth.keyRotation does not apply"
    ),
    (
      "apiVersion: &v mxgate/v1\nerrors: &e { }\nauth: *e\n", "auth.keyRotation",
      "the manifest would be refused with auth.keyRotation: { attested: \(attested) }"
    ),
  ]

  @Test(arguments: refusals)
  func saysWhyItDoesNotEdit(text: String, check: String, message: String) throws {
    let error = #expect(throws: ManifestEditError.self) {
      try editor(text).adding(Self.attestation, to: CheckID(check))
    }
    #expect(error?.message == message)
  }

  @Test func aWaiverForTooLongIsRefusedWithItsReason() throws {
    var waiver = Self.waiver
    waiver.expires = ManifestSamples.today.adding(days: 91)
    let error = #expect(throws: ManifestEditError.self) {
      try editor("apiVersion: mxgate/v1\n").adding(waiver)
    }
    #expect(
      error?.diagnostics.map(\.message) == ["a waiver of errors.timeout lives for 90 days at most"])
  }

  private func editor(_ text: String) throws -> ManifestEditor {
    try ManifestEditor(
      Array(text.utf8), path: ManifestSamples.path,
      decoder: ManifestDecoder(
        registry: try ManifestSamples.registry.get(), today: ManifestSamples.today))
  }
}
