/// How the repository names its objects.
package enum ObjectFormat: String, Sendable {
  case sha1, sha256
}

/// The name of a commit or a blob: 40 or 64 hexadecimal digits.
package struct ObjectID: Hashable, Sendable {
  package let text: String

  /// `nil` for what is no full object id.
  package init?(_ text: some StringProtocol) { self.init(bytes: text.utf8) }

  /// `nil` for what is no full object id in ASCII.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 40 || bytes.count == 64 else { return nil }
    for byte in bytes {
      let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
      guard isDigit || byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "f") else { return nil }
    }
    text = String(decoding: bytes, as: UTF8.self)
  }

  /// Git's name for "no object", in the format of another one.
  init(noneLike other: ObjectID) { text = String(repeating: "0", count: other.text.utf8.count) }

  /// All zeros: git's name for "no object", in either format.
  package var isNull: Bool { text.utf8.allSatisfy { $0 == UInt8(ascii: "0") } }
}

extension ObjectID: CustomStringConvertible {
  package var description: String { text }
}
