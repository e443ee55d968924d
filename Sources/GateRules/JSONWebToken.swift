/// A signed JSON Web Token in compact form (RFC 7515), taken apart but not verified.
package struct JSONWebToken: Sendable {
  /// The payload as JSON text.
  package let payload: [UInt8]

  /// - Returns: `nil` for what is not three parts of base64url with JSON objects in the first two.
  package init?(_ token: [UInt8]) {
    let parts = token.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 3, !parts[2].isEmpty, let header = Base64.decode(parts[0]),
      let payload = Base64.decode(parts[1]), Self.isObject(header), Self.isObject(payload),
      FlatJSON(header).text("alg") != nil
    else { return nil }
    self.payload = payload
  }

  private static func isObject(_ bytes: [UInt8]) -> Bool {
    bytes.first == UInt8(ascii: "{") && bytes.last == UInt8(ascii: "}")
  }
}
