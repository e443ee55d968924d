package struct HTTPHeader: Hashable, Sendable {
  package var name: String
  package var value: String
  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET", post = "POST", patch = "PATCH", delete = "DELETE"
  }
  package var method: Method
  package var address: HTTPAddress
  package var headers: [HTTPHeader]
  package var body: [UInt8]?
  /// The answer's body may have this many bytes.
  package var bodyLimit: Int

  /// An answer of the API or of a health route has some kilobytes.
  package static let usualBodyLimit = 1 << 20

  package init(
    _ method: Method, _ address: HTTPAddress, headers: [HTTPHeader] = [], body: [UInt8]? = nil,
    bodyLimit: Int = Self.usualBodyLimit
  ) {
    self.method = method
    self.address = address
    self.headers = headers
    self.body = body
    self.bodyLimit = bodyLimit
  }
}

package struct HTTPResponse: Sendable {
  package var status: Int
  package var headers: [HTTPHeader]
  package var body: [UInt8]

  package init(status: Int, headers: [HTTPHeader] = [], body: [UInt8] = []) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  /// The first value of a header, whatever its letters' case.
  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }

  /// Whether a web page came, such as a login form in front of the service.
  package var isHTML: Bool {
    if let type = header("Content-Type")?.lowercased(), type.hasPrefix("text/html") { return true }
    let start = String(decoding: body.prefix(64), as: UTF8.self).drop(while: \.isWhitespace)
    return ["<!doctype html", "<html"].contains { start.lowercased().hasPrefix($0) }
  }
}
