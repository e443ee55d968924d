internal import CCurl

/// HTTP by the system's libcurl, which is loaded when the first transport is made.
@safe package final class LibcurlTransport: HTTPTransport {
  private let session: OpaquePointer
  private let caFile: String?
  private let stopDescriptor: Int32

  /// - Parameters:
  ///   - caFile: certificates to trust instead of the system's.
  ///   - stopDescriptor: an exchange ends early once this is readable; -1 for none.
  package init(caFile: String? = nil, stopDescriptor: Int32 = -1) throws(VerifyError) {
    var reason = [CChar](repeating: 0, count: 256)
    guard let session = unsafe curl_session_open(&reason, reason.count) else {
      let text = String(
        decoding: reason.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      throw VerifyError(
        "no HTTP without libcurl: \(text)",
        help: "install it: apt-get install libcurl4, or apk add libcurl", status: .couldNotCheck)
    }
    unsafe self.session = session
    self.caFile = caFile
    self.stopDescriptor = stopDescriptor
  }

  deinit { unsafe curl_session_close(session) }

  package func send(
    _ request: HTTPRequest, timeout seconds: Double
  ) throws(TransportError) -> HTTPResponse {
    let method = request.method.rawValue
    let address = request.address.description
    guard let pointer = unsafe curl_exchange_new(session, method, address) else {
      throw TransportError(.other, "out of memory", wasSent: false)
    }
    let exchange = unsafe LibcurlExchange(pointer)
    try exchange.prepare(request)
    if let caFile { try exchange.trust(caFile: caFile) }
    return try exchange.perform(timeout: seconds, stopDescriptor: stopDescriptor)
  }
}

/// Owns one exchange of the C interface.
@safe private struct LibcurlExchange: ~Copyable {
  private let exchange: OpaquePointer

  /// More header bytes than any server of good will sends.
  private static let headerLimit = 64 << 10
  /// A host that does not answer within this many seconds is down.
  private static let longestConnect = 10.0

  init(_ exchange: OpaquePointer) { unsafe self.exchange = exchange }

  deinit { unsafe curl_exchange_free(exchange) }

  func prepare(_ request: HTTPRequest) throws(TransportError) {
    unsafe curl_exchange_set_limits(exchange, request.bodyLimit, Self.headerLimit)
    for header in request.headers {
      try require(unsafe curl_exchange_add_header(exchange, "\(header.name): \(header.value)"))
    }
    if let body = request.body {
      try require(unsafe curl_exchange_set_body(exchange, body, body.count))
    }
    // A proxy must not get to see what is meant for this machine, the key least of all.
    if request.address.isLoopback { try require(unsafe curl_exchange_bypass_proxy(exchange)) }
    // On this machine a connection costs nothing, and a reused one can wait 40 ms for a delayed ACK.
    if request.method == .post || request.address.isLoopback {
      try require(unsafe curl_exchange_use_fresh_connection(exchange))
    }
  }

  func trust(caFile: String) throws(TransportError) {
    try require(unsafe curl_exchange_set_ca_file(exchange, caFile))
  }

  func perform(
    timeout seconds: Double, stopDescriptor: Int32
  ) throws(TransportError) -> HTTPResponse {
    // 0 would mean no limit.
    let milliseconds = max(1, Int(seconds * 1000))
    let connect = min(milliseconds, Int(Self.longestConnect * 1000))
    try require(unsafe curl_exchange_set_timeouts(exchange, milliseconds, connect))
    let outcome = unsafe curl_exchange_perform(exchange, stopDescriptor)
    guard outcome == CURL_OUTCOME_ANSWERED else {
      throw TransportError(
        Self.kind(of: outcome), unsafe String(cString: curl_exchange_error(exchange)),
        wasSent: unsafe curl_exchange_was_sent(exchange))
    }
    var size = 0
    let headers = unsafe UnsafeRawBufferPointer(
      start: curl_exchange_headers(exchange, &size), count: size)
    let lines = unsafe String(decoding: headers, as: UTF8.self)
    // libcurl takes a connection that ends amidst the headers for a whole answer.
    guard lines.utf8.contains("\r\n\r\n".utf8) else {
      throw TransportError(.connectionLost, "it ended amidst the headers", wasSent: true)
    }
    let body = unsafe Array(
      UnsafeBufferPointer(start: curl_exchange_body(exchange, &size), count: size))
    return HTTPResponse(
      status: unsafe curl_exchange_status(exchange), headers: Self.headers(in: lines), body: body)
  }

  private func require(_ accepted: Bool) throws(TransportError) {
    guard accepted else {
      throw TransportError(.other, "libcurl refuses the request", wasSent: false)
    }
  }

  private static func headers(in block: String) -> [HTTPHeader] {
    block.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
      guard let colon = line.firstIndex(of: ":") else { return nil }
      let value = line[line.index(after: colon)...].drop(while: \.isWhitespace)
      return HTTPHeader(String(line[..<colon]), String(value))
    }
  }

  private static func kind(of outcome: curl_outcome) -> TransportError.Kind {
    switch outcome {
    case CURL_OUTCOME_CANNOT_RESOLVE: .cannotResolve
    case CURL_OUTCOME_CANNOT_CONNECT: .cannotConnect
    case CURL_OUTCOME_TLS_FAILED: .tls
    case CURL_OUTCOME_TIMED_OUT: .timeout
    case CURL_OUTCOME_CONNECTION_LOST: .connectionLost
    case CURL_OUTCOME_TOO_LARGE: .tooLarge
    case CURL_OUTCOME_NOT_HTTP: .notHTTP
    case CURL_OUTCOME_INTERRUPTED: .interrupted
    default: .other
    }
  }
}
