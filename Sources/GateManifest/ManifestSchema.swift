package import GateModel
package import GateRules

/// The JSON Schema (2020-12) of manifests, made from the definitions that the decoder reads by.
///
/// It accepts what the decoder accepts, except for what no schema can say: a key that stands twice,
/// and what depends on the day or on an organisation's policy.
package struct ManifestSchema {
  private let registry: CheckRegistry

  package init(_ registry: CheckRegistry) { self.registry = registry }

  /// The schema as a JSON text.
  package var text: String { schema.serialized() }

  package var schema: JSONValue {
    let sections: [(key: String, value: JSONValue)] = [
      ("apiVersion", Self.words([ManifestDecoder.apiVersion])),
      ("ruleset", Self.integer(1, registry.ruleset, "Checks newer than this only warn.")),
      ("service", service), ("maintainx", connection),
    ]
    let categories = registry.categories.map { (key: $0, value: category($0)) }
    let rest: [(key: String, value: JSONValue)] = [
      ("waivers", waivers), ("policy", policy), ("scan", scan),
    ]
    return Self.joined(
      [
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "mxgate.yaml",
        "description": "What a service claims about its MaintainX integration.",
      ],
      Self.mapping(sections + categories + rest, required: ["apiVersion"]),
      ["$defs": Self.definitions])
  }

  // MARK: Sections

  private var service: JSONValue {
    Self.mapping([
      ("name", Self.reference("text")), ("owner", Self.reference("text")),
      ("runs", Self.words(ServiceKind.allCases.map(\.rawValue))),
      ("does", Self.list(of: Self.words(ServiceFact.allCases.map(\.rawValue)))),
      ("url", Self.reference("url")),
      (
        "links",
        Self.list(
          of: Self.mapping(
            [("type", Self.reference("text")), ("url", Self.reference("url"))],
            required: ServiceDecoder.linkKeys))
      ),
    ])
  }

  private var connection: JSONValue {
    Self.mapping([
      ("baseURL", Self.reference("url")),
      ("access", Self.words(Manifest.Connection.Access.allCases.map(\.rawValue))),
      (
        "apiKeyEnv",
        Self.pattern(
          ServiceDecoder.variablePattern, "The environment variable that holds the key.")
      ),
      ("client", Self.reference("paths")),
    ])
  }

  private var waivers: JSONValue {
    let ids = registry.definitions.map(\.id.rawValue)
    let waiver = Self.mapping(
      [
        ("check", Self.words(ids)), ("reason", Self.reference("text")),
        ("owner", Self.reference("text")), ("expires", Self.reference("day")),
        ("link", Self.reference("url")),
      ], required: WaiverDecoder.required)
    // One waiver for each check.
    let once = ids.map { id -> JSONValue in
      let named: JSONValue = [
        "properties": ["check": ["const": .string(id)]], "required": ["check"],
      ]
      return ["contains": named, "minContains": .int(0), "maxContains": .int(1)]
    }
    return Self.joined(Self.list(of: waiver), ["allOf": .array(once)])
  }

  private var policy: JSONValue {
    let priority = Self.words(Priority.allCases.map(\.rawValue))
    return Self.mapping([
      ("failOn", priority),
      ("waivers", Self.mapping(PolicyDecoder.waiverKeys.map { ($0, Self.reference("days")) })),
      ("priorities", Self.mapping(registry.definitions.map { ($0.id.rawValue, priority) })),
      (
        "branches",
        Self.filledList(
          of: Self.pattern(
            #"^(?!refs/)(?=.*\S)[^*]*\*?[^*]*$"#, "A branch; one * stands for any text."))
      ),
    ])
  }

  private var scan: JSONValue {
    let exclusion = Self.mapping(
      [("path", Self.reference("path")), ("reason", Self.reference("text"))],
      required: ["path", "reason"])
    return Self.mapping([
      ("exclude", Self.list(of: exclusion)), ("rules", Self.reference("path")),
    ])
  }

  // MARK: Claims

  private func category(_ category: String) -> JSONValue {
    let checks = registry.definitions.filter { $0.id.category == category && $0.takesClaim }
    return Self.mapping(checks.map { ($0.id.name, claim(of: $0)) })
  }

  private func claim(of check: CheckDefinition) -> JSONValue {
    var forms: [JSONValue] = [["type": "boolean"]]
    if let main = check.claim.main { forms.append(value(of: main)) }
    var keys = check.claim.fields.map { (key: $0.name, value: value(of: $0)) }
    keys.append(("evidence", Self.reference("paths")))
    keys.append(("providedBy", Self.reference("text")))
    if check.attestationDays != nil { keys.append(("attested", Self.reference("attestation"))) }
    forms.append(Self.joined(Self.mapping(keys), ["minProperties": .int(1)]))
    forms.append(
      Self.mapping([("notApplicable", Self.reference("text"))], required: ["notApplicable"]))
    return [
      "description": .string("\(check.title) (\(check.priority.rawValue))."),
      "anyOf": .array(forms),
    ]
  }

  private func value(of field: ClaimField) -> JSONValue {
    Self.joined(type(of: field), ["description": .string(field.summary)])
  }

  private func type(of field: ClaimField) -> JSONValue {
    switch field.type {
    case .flag: ["type": "boolean"]
    case .number:
      Self.joined(
        ["type": "integer", "minimum": .int(Int(field.minimum ?? 0))],
        field.maximum.map { ["maximum": .int(Int($0))] } ?? [:])
    case .text where !field.allowed.isEmpty: Self.words(field.allowed)
    case .list:
      Self.filledList(
        of: field.allowed.isEmpty ? Self.reference("text") : Self.words(field.allowed))
    case .text, .duration, .percent, .statuses, .path, .route: Self.reference(field.type.rawValue)
    }
  }

  // MARK: Values

  private static let definitions: JSONValue = [
    "text": pattern(#"\S"#, "A text that is not empty."),
    "url": pattern(WebAddress.pattern, "An address of the web, in full."),
    "path": pattern(
      #"^(?!/)(?!([^/]*/)*\.\.(/|$))(?!(\.?/)*\.?$)[\s\S]*\S"#,
      "A file or folder below the manifest's folder."),
    "paths": [
      "anyOf": [reference("path"), filledList(of: reference("path"))]
    ],
    "route": pattern(#"^/\S*$"#, "The path of a URL."),
    "duration": pattern(
      DurationText.pattern, "A whole number above zero with a unit: 500ms, 30s, 15m, 24h, 90d."),
    "days": pattern("^[1-9][0-9]{0,8}d$", "A number of days: 30d."),
    "day": pattern(dayPattern, "A day of the calendar: YYYY-MM-DD."),
    "percent": [
      "description": "A percentage from 0 to 100, with or without %.",
      "anyOf": [
        ["type": "number", "minimum": .int(0), "maximum": .int(100)],
        [
          "type": "string",
          "pattern": .string(#"^(100(\.0+)?|(0|[1-9][0-9]?)(\.[0-9]+)?)%$"#),
        ],
      ],
    ],
    "status": [
      "description": "An HTTP status, or a class of them: 5xx.",
      "anyOf": [
        ["type": "integer", "minimum": .int(100), "maximum": .int(599)],
        words((1...5).map { "\($0)xx" }),
      ],
    ],
    "statuses": [
      "anyOf": [
        reference("status"), filledList(of: reference("status")),
      ]
    ],
    "attestation": mapping(
      [("by", reference("text")), ("date", reference("day")), ("url", reference("url"))],
      required: ClaimDecoder.attestationKeys),
  ]

  /// The days that exist, leap years included.
  private static let dayPattern =
    "^([0-9]{4}-("
    + "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    + "|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
    + "|02-(0[1-9]|1[0-9]|2[0-8]))"
    + "|([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29)$"

  private static func reference(_ name: String) -> JSONValue {
    ["$ref": .string("#/$defs/\(name)")]
  }

  private static func pattern(_ pattern: String, _ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "string", "pattern": .string(pattern),
    ]
  }

  private static func words(_ words: [String]) -> JSONValue {
    ["enum": .array(words.map(JSONValue.string))]
  }

  private static func integer(_ least: Int, _ most: Int, _ description: String) -> JSONValue {
    [
      "description": .string(description), "type": "integer", "minimum": .int(least),
      "maximum": .int(most),
    ]
  }

  private static func filledList(of item: JSONValue) -> JSONValue {
    joined(list(of: item), ["minItems": .int(1)])
  }

  private static func list(of item: JSONValue) -> JSONValue {
    ["type": "array", "items": item]
  }

  /// A mapping that takes these keys alone.
  private static func mapping(
    _ properties: [(key: String, value: JSONValue)], required: [String] = []
  ) -> JSONValue {
    let shape: JSONValue = [
      "type": "object", "additionalProperties": .bool(false), "properties": .object(properties),
    ]
    guard !required.isEmpty else { return shape }
    return joined(shape, ["required": .array(required.map(JSONValue.string))])
  }

  /// One object with the members of all.
  private static func joined(_ objects: JSONValue...) -> JSONValue {
    .object(objects.flatMap(\.members))
  }
}
