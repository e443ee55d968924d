import GateModel
import GateRules
import GateYAML
import Testing

/// The part of JSON Schema 2020-12 that the generated schema uses. Fails on a keyword it does not
/// know, so that none is passed over.
struct SchemaValidator {
  /// What a YAML reader makes of a document.
  indirect enum Instance: Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([Instance])
    case object([String: Instance])
  }

  struct UnknownKeyword: Error { var keyword: String }

  private let root: JSONValue
  private let patterns: [String: Regex<AnyRegexOutput>]

  init(_ schema: JSONValue) throws {
    root = schema
    patterns = try Dictionary(
      Self.patterns(in: schema).map { ($0, try Regex($0)) }, uniquingKeysWith: { first, _ in first }
    )
  }

  func accepts(_ instance: Instance) throws -> Bool { try accepts(instance, root) }

  private func accepts(_ instance: Instance, _ schema: JSONValue) throws -> Bool {
    for (keyword, value) in schema.members {
      guard try holds(keyword, value, instance, schema) else { return false }
    }
    return true
  }

  private func holds(
    _ keyword: String, _ value: JSONValue, _ instance: Instance, _ schema: JSONValue
  ) throws -> Bool {
    switch (keyword, value, instance) {
    case ("$schema", _, _), ("$defs", _, _), ("title", _, _), ("description", _, _): true
    case ("minContains", _, _), ("maxContains", _, _): true
    case ("$ref", .string(let name), _): try accepts(instance, definition(name))
    case ("anyOf", .array(let schemas), _): try schemas.contains { try accepts(instance, $0) }
    case ("allOf", .array(let schemas), _): try schemas.allSatisfy { try accepts(instance, $0) }
    case ("type", .string(let type), _): try isType(instance, type)
    case ("enum", .array(let words), _): words.contains { isEqual(instance, $0) }
    case ("const", let word, _): isEqual(instance, word)
    case ("pattern", .string(let pattern), .string(let text)):
      try #require(patterns[pattern]).firstMatchIfAny(in: text)
    case ("minimum", .int(let least), .number(let number)): number >= Double(least)
    case ("maximum", .int(let most), .number(let number)): number <= Double(most)
    case ("required", .array(let keys), .object(let members)):
      keys.allSatisfy { key in members.keys.contains { isEqual(.string($0), key) } }
    case ("minProperties", .int(let least), .object(let members)): members.count >= least
    case ("additionalProperties", .bool(false), .object(let members)):
      members.keys.allSatisfy { self[schema, "properties", $0] != nil }
    case ("properties", _, .object(let members)):
      try members.allSatisfy { key, member in
        try self[schema, "properties", key].map { try accepts(member, $0) } ?? true
      }
    case ("items", let item, .array(let items)): try items.allSatisfy { try accepts($0, item) }
    case ("minItems", .int(let least), .array(let items)): items.count >= least
    case ("contains", let wanted, .array(let items)):
      try contains(items.count { (try? accepts($0, wanted)) == true }, schema)
    case ("pattern", _, _), ("minimum", _, _), ("maximum", _, _), ("required", _, _),
      ("minProperties", _, _), ("additionalProperties", .bool(false), _), ("properties", _, _),
      ("items", _, _), ("minItems", _, _), ("contains", _, _):
      // A keyword for another type of value holds.
      true
    default: throw UnknownKeyword(keyword: keyword)
    }
  }

  private func contains(_ count: Int, _ schema: JSONValue) throws -> Bool {
    guard case .int(let least)? = member("minContains", of: schema),
      case .int(let most)? = member("maxContains", of: schema)
    else { throw UnknownKeyword(keyword: "contains without bounds") }
    return (least...most).contains(count)
  }

  private func isType(_ instance: Instance, _ type: String) throws -> Bool {
    switch (type, instance) {
    case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool),
      ("number", .number):
      true
    case ("integer", .number(let number)): number == number.rounded()
    case ("object", _), ("array", _), ("string", _), ("boolean", _), ("number", _), ("integer", _):
      false
    default: throw UnknownKeyword(keyword: "type \(type)")
    }
  }

  private func isEqual(_ instance: Instance, _ value: JSONValue) -> Bool {
    if case .string(let left) = instance, case .string(let right) = value { return left == right }
    return false
  }

  private func definition(_ reference: String) throws -> JSONValue {
    let prefix = "#/$defs/"
    guard reference.hasPrefix(prefix),
      let found = self[root, "$defs", String(reference.dropFirst(prefix.count))]
    else { throw UnknownKeyword(keyword: "$ref \(reference)") }
    return found
  }

  private subscript(_ schema: JSONValue, _ key: String, _ name: String) -> JSONValue? {
    member(key, of: schema).flatMap { member(name, of: $0) }
  }

  private func member(_ key: String, of schema: JSONValue) -> JSONValue? {
    schema.members.first { $0.key == key }?.value
  }

  private static func patterns(in schema: JSONValue) -> [String] {
    switch schema {
    case .object(let members):
      members.flatMap { key, value -> [String] in
        if key == "pattern", case .string(let pattern) = value { return [pattern] }
        return patterns(in: value)
      }
    case .array(let items): items.flatMap(patterns)
    case .null, .bool, .int, .string: []
    }
  }
}

extension Regex<AnyRegexOutput> {
  fileprivate func firstMatchIfAny(in text: String) throws -> Bool {
    try matchingSemantics(.unicodeScalar).firstMatch(in: text) != nil
  }
}

extension SchemaValidator.Instance {
  /// What a reader of YAML 1.1 makes of a node, dates apart.
  init(_ node: YAMLNode) {
    switch node.content {
    case .sequence(let items): self = .array(items.map(Self.init))
    case .mapping(let entries):
      let members = entries.map { ($0.key.scalar ?? "", Self.init($0.value)) }
      self = .object(Dictionary(members, uniquingKeysWith: { first, _ in first }))
    case .scalar(let text, let isPlain):
      guard isPlain, PlainScalar.reading(of: text) != nil else {
        self = .string(text)
        return
      }
      if PlainScalar.isYAML11Flag(text) {
        self = .bool(PlainScalar.isYAML11True(text))
      } else if let number = PlainScalar.decimal(text) {
        self = .number(number)
      } else {
        // Numbers in notations that no manifest may use.
        self = node.isNull ? .null : .number(-1)
      }
    }
  }
}
