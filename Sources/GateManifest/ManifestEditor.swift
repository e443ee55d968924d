package import GateModel
internal import GateRules
internal import GateYAML

/// Adds claims, waivers and attestations to a manifest that people wrote, and leaves the rest of it
/// as it is. Each result has been decoded and compared before it is given out.
package struct ManifestEditor {
  private let bytes: [UInt8]
  private let path: RepositoryPath
  private let decoder: ManifestDecoder
  private let document: YAMLNode
  private let before: Manifest

  /// - Throws: where the manifest has mistakes, which must be mended first.
  package init(
    _ bytes: [UInt8], path: RepositoryPath, decoder: ManifestDecoder
  ) throws(ManifestEditError) {
    let result = decoder.decode(bytes, path: path)
    var reader = DiagnosingReader(path: path, bytes: bytes)
    guard let manifest = result.manifest,
      let document = reader.onlyDocument(bytes, of: "the manifest")
    else {
      throw ManifestEditError("the manifest has mistakes", diagnostics: result.diagnostics)
    }
    self.bytes = bytes
    self.path = path
    self.decoder = decoder
    self.document = document
    before = manifest
  }

  // MARK: Waivers

  /// Adds a waiver, or renews the one that the check has.
  package func adding(_ waiver: Waiver) throws(ManifestEditError) -> [UInt8] {
    let text = Self.text(of: waiver)
    let changed = edited { manifest in
      guard let list = document["waivers"], !list.isNull else {
        return manifest.addSection(
          "waivers", holding: "- \(text)", inline: "[\(text)]", to: document)
      }
      let earlier = list.sequence?.first { $0["check"]?.scalar == waiver.check.rawValue }
      if let earlier { return manifest.replace(earlier, by: text) }
      guard list.sequence?.isEmpty == false else {
        return manifest.replace(list, by: "[\(text)]")
      }
      manifest.add(text, toList: list)
    }
    return try verified(changed, adding: text) { after in
      let added = after.waivers.first { $0.check == waiver.check }
      return added?.reason == waiver.reason && added?.owner == waiver.owner
        && added?.expires == waiver.expires && added?.link == waiver.link
        && after.hasSameClaims(as: before, except: [])
        && after.waivers.filter { $0.check != waiver.check }.map(\.check)
          == before.waivers.filter { $0.check != waiver.check }.map(\.check)
    }
  }

  private static func text(of waiver: Waiver) -> String {
    var parts = [
      "check: \(waiver.check)", "reason: \(YAMLText.string(waiver.reason))",
      "owner: \(YAMLText.string(waiver.owner))", "expires: \(waiver.expires)",
    ]
    if let link = waiver.link { parts.append("link: \(YAMLText.string(link))") }
    return "{ \(parts.joined(separator: ", ")) }"
  }

  // MARK: Attestations

  /// Adds an attestation to a check's claim, makes a claim of it where there is none, or renews the
  /// one that is there. Its location is not used.
  package func adding(
    _ attestation: Attestation, to check: CheckID
  ) throws(ManifestEditError) -> [UInt8] {
    guard let definition = decoder.registry[check], definition.attestationDays != nil else {
      throw ManifestEditError("\(check) takes no attestation")
    }
    let text = Self.text(of: attestation)
    let claim = document[check.category]?[check.name]
    if claim?["notApplicable"] != nil {
      throw ManifestEditError("the manifest says that \(check) does not apply")
    }
    if claim?.scalar == "false" {
      throw ManifestEditError("the manifest says that \(check) is not done")
    }
    let changed = edited { manifest in
      guard let claim else {
        return add("{ attested: \(text) }", as: check, to: &manifest)
      }
      if let earlier = claim["attested"] { return manifest.replace(earlier, by: text) }
      if claim.mapping != nil { return manifest.add("attested: \(text)", toMapping: claim) }
      manifest.replace(claim, by: longForm(of: claim, definition, attested: text))
    }
    return try verified(changed, adding: "\(check): { attested: \(text) }") { after in
      let added = after.claims[check]?.attestation
      let kept = before.claims[check]?.statement ?? .claimed(fields: [:])
      return added?.by == attestation.by && added?.date == attestation.date
        && added?.url == attestation.url && after.claims[check]?.statement == kept
        && after.hasSameClaims(as: before, except: [check])
        && after.waivers.map(\.check) == before.waivers.map(\.check)
    }
  }

  private static func text(of attestation: Attestation) -> String {
    let by = YAMLText.string(attestation.by)
    let url = YAMLText.string(attestation.url)
    return "{ by: \(by), date: \(attestation.date), url: \(url) }"
  }

  /// `{ every: 90d, attested: ... }` from `90d`.
  private func longForm(
    of claim: YAMLNode, _ definition: CheckDefinition, attested text: String
  ) -> String {
    guard let main = definition.claim.main,
      case .claimed(let fields)? = before.claims[definition.id]?.statement,
      let value = fields[main.name]
    else { return "{ attested: \(text) }" }
    return "{ \(main.name): \(YAMLText.value(value)), attested: \(text) }"
  }

  // MARK: Claims

  /// Adds claims for checks that have none.
  /// - Parameter claims: each as it stands behind the check's name.
  package func adding(claims: [CheckID: String]) throws(ManifestEditError) -> [UInt8] {
    var text = bytes
    for check in claims.keys.sorted() where before.claims[check] == nil {
      // Positions move with each addition, so each is made to the result of the one before.
      let editor = try ManifestEditor(text, path: path, decoder: decoder)
      let claim = claims[check] ?? "true"
      let changed = editor.edited { editor.add(claim, as: check, to: &$0) }
      text = try editor.verified(changed, adding: "\(check): \(claim)") { after in
        after.claims[check] != nil && after.hasSameClaims(as: editor.before, except: [check])
      }
    }
    return text
  }

  private func add(_ claim: String, as check: CheckID, to manifest: inout ManifestText) {
    let entry = "\(check.name): \(claim)"
    guard let category = document[check.category], !category.isNull else {
      return manifest.addSection(
        check.category, holding: entry, inline: "{ \(entry) }", to: document)
    }
    manifest.add(entry, toMapping: category)
  }

  // MARK: Safety

  private func edited(_ change: (inout ManifestText) -> Void) -> [UInt8] {
    var text = ManifestText(bytes)
    change(&text)
    return text.bytes
  }

  /// Gives out a result only where it reads as intended, with everything else as before.
  private func verified(
    _ changed: [UInt8], adding text: String, isRight: (Manifest) -> Bool
  ) throws(ManifestEditError) -> [UInt8] {
    let result = decoder.decode(changed, path: path)
    guard let manifest = result.manifest else {
      // What is refused for what it says, such as a waiver for too long, is no matter of layout.
      throw ManifestEditError(
        "the manifest would be refused with \(text)", diagnostics: result.diagnostics)
    }
    guard isRight(manifest) else {
      throw ManifestEditError("the manifest's layout can't be edited; add by hand: \(text)")
    }
    return changed
  }
}

/// Why a manifest was not edited.
package struct ManifestEditError: Error, Sendable {
  /// One plain sentence without a full stop.
  package var message: String
  package var diagnostics: [Diagnostic]

  init(_ message: String, diagnostics: [Diagnostic] = []) {
    self.message = message
    self.diagnostics = diagnostics
  }
}

extension Manifest {
  fileprivate func hasSameClaims(as other: Manifest, except checks: Set<CheckID>) -> Bool {
    let ids = Set(claims.keys).union(other.claims.keys).subtracting(checks)
    return ids.allSatisfy { id in
      claims[id]?.statement == other.claims[id]?.statement
        && claims[id]?.attestation?.date == other.claims[id]?.attestation?.date
    }
  }
}
