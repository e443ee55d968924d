/// Sends one request and gives the answer, with no retry and no redirect.
package protocol HTTPTransport: AnyObject {
  /// - Parameter seconds: bounds the whole exchange, the name lookup included.
  func send(_ request: HTTPRequest, timeout seconds: Double) throws(TransportError) -> HTTPResponse
}

/// Why no whole answer came.
package struct TransportError: Error, Hashable, Sendable {
  package enum Kind: String, Sendable {
    case cannotResolve, cannotConnect, tls, timeout, connectionLost, tooLarge, notHTTP
    /// A request to stop arrived.
    case interrupted
    case other
  }
  package var kind: Kind
  /// In the words of the library.
  package var detail: String
  /// Whether the server may have acted on the request.
  package var wasSent: Bool

  package init(_ kind: Kind, _ detail: String = "", wasSent: Bool) {
    self.kind = kind
    self.detail = detail
    self.wasSent = wasSent
  }
}
