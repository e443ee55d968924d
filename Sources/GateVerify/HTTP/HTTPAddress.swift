/// An http or https address in a strict form, so that what is checked here is what libcurl opens.
///
/// Refused: user and password, a fragment, characters that need an escape, names that are not ASCII.
package struct HTTPAddress: Hashable, Sendable {
  package let isSecure: Bool
  /// In lower case; an IPv6 address stands in brackets.
  package let host: String
  package let port: Int
  /// Empty, or starting with `/`.
  package private(set) var path: String
  package private(set) var query: String?

  package init(_ text: String) throws(VerifyError) {
    func refused(_ why: String) -> VerifyError {
      VerifyError(
        "'\(text)' is no usable address: \(why)", help: "write it like https://host.example.com/v1")
    }
    guard text.utf8.allSatisfy(Self.isAllowed) else {
      throw refused("it has characters that must be escaped")
    }
    let lowercase = text.lowercased()
    guard lowercase.hasPrefix("https://") || lowercase.hasPrefix("http://") else {
      throw refused("it does not start with https:// or http://")
    }
    isSecure = lowercase.hasPrefix("https://")
    let rest = text.dropFirst(isSecure ? 8 : 7)
    let authority = rest.prefix { $0 != "/" && $0 != "?" }
    let target = rest.dropFirst(authority.count)
    guard !authority.contains("@") else { throw refused("it holds a user name") }

    var name = authority
    var port = isSecure ? 443 : 80
    if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
      let digits = authority[authority.index(after: colon)...]
      guard digits.allSatisfy(\.isNumber), let number = Int(digits), (1...65_535).contains(number)
      else { throw refused("its port is no number from 1 to 65535") }
      name = authority[..<colon]
      port = number
    }
    guard Self.isHost(name) else { throw refused("its host is not a name or an IP address") }
    host = name.lowercased()
    self.port = port

    let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = parts.first.map(String.init) ?? ""
    query = parts.count == 2 ? String(parts[1]) : nil
  }

  /// The scheme, host and port, without a port that the scheme implies.
  package var origin: String {
    let scheme = isSecure ? "https" : "http"
    return port == (isSecure ? 443 : 80) ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
  }

  package func hasSameOrigin(as other: HTTPAddress) -> Bool {
    (isSecure, host, port) == (other.isSecure, other.host, other.port)
  }

  /// Whether the host is this machine by its very spelling, with no name to look up but `localhost`.
  package var isLoopback: Bool {
    if host == "localhost" || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// This address with a path behind its own: `/v1` and `/users` give `/v1/users`.
  package func appending(
    path suffix: String, query items: [(name: String, value: String)] = []
  ) -> HTTPAddress {
    var result = self
    let base = path.hasSuffix("/") ? String(path.dropLast()) : path
    result.path = base + (suffix.hasPrefix("/") ? suffix : "/\(suffix)")
    result.query =
      items.isEmpty
      ? nil
      : items.map { "\(Self.escaped($0.name))=\(Self.escaped($0.value))" }.joined(separator: "&")
    return result
  }

  /// Where a redirect's `Location` leads from here.
  package func following(location: String) throws(VerifyError) -> HTTPAddress {
    let target = String(location.prefix { $0 != "#" })
    // A colon before any slash ends a scheme, and any but these two is refused.
    if target.prefix(while: { $0 != "/" && $0 != "?" }).contains(":") {
      return try HTTPAddress(target)
    }
    if target.hasPrefix("//") { return try HTTPAddress((isSecure ? "https:" : "http:") + target) }
    if target.hasPrefix("/") { return try HTTPAddress(origin + target) }
    if target.hasPrefix("?") { return try HTTPAddress(origin + path + target) }
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    return try HTTPAddress(origin + folder + target)
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    // RFC 3986, section 2, without `#`.
    byte.isASCIIAlphanumeric || "-._~:/?[]@!$&'()*+,;=%".utf8.contains(byte)
  }

  private static func isHost(_ name: Substring) -> Bool {
    if name.hasPrefix("["), name.hasSuffix("]") {
      let inner = name.dropFirst().dropLast()
      return inner.contains(":")
        && inner.utf8.allSatisfy {
          $0.isASCIIHexDigit || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
        }
    }
    return !name.isEmpty
      && name.utf8.allSatisfy { $0.isASCIIAlphanumeric || "-._".utf8.contains($0) }
  }

  /// RFC 3986's unreserved characters stay, all others become `%XX`.
  private static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      if byte.isASCIIAlphanumeric || "-._~".utf8.contains(byte) {
        return String(decoding: [byte], as: UTF8.self)
      }
      let hex = String(byte, radix: 16, uppercase: true)
      return hex.count == 1 ? "%0\(hex)" : "%\(hex)"
    }.joined()
  }
}

extension HTTPAddress: CustomStringConvertible {
  package var description: String { origin + path + (query.map { "?\($0)" } ?? "") }
}

extension UInt8 {
  var isASCIIAlphanumeric: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"):
      true
    default: false
    }
  }
  var isASCIIHexDigit: Bool {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"):
      true
    default: false
    }
  }
}
