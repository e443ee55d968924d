internal import FoundationEssentials

/// Any JSON value, for answers whose form is only partly known.
package indirect enum DecodedJSON: Hashable, Sendable {
  case null
  case bool(Bool)
  /// Apart from other numbers, since an id can have more digits than a `Double` holds.
  case integer(Int)
  case number(Double)
  case text(String)
  case array([DecodedJSON])
  case object([String: DecodedJSON])

  /// `nil` for what is not one whole JSON value.
  package init?(_ bytes: [UInt8]) {
    do {
      self = try JSONDecoder().decode(DecodedJSON.self, from: Data(bytes))
    } catch {
      return nil
    }
  }

  package subscript(key: String) -> DecodedJSON? {
    if case .object(let members) = self { members[key] } else { nil }
  }
  package var text: String? {
    if case .text(let text) = self { text } else { nil }
  }
  package var array: [DecodedJSON]? {
    if case .array(let items) = self { items } else { nil }
  }
  package var object: [String: DecodedJSON]? {
    if case .object(let members) = self { members } else { nil }
  }
  package var bool: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }
  /// A whole number.
  package var integer: Int? {
    if case .integer(let value) = self { value } else { nil }
  }
}

extension DecodedJSON: Decodable {
  package init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([DecodedJSON].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: DecodedJSON].self))
    }
  }
}
