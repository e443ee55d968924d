import FlyingFox
import FlyingSocks
import Foundation

/// Answers one request from the book of work orders, or as its fault has it.
struct Responder: Sendable {
  let book: WorkOrderBook

  private static let pageSize = 2

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    let body = (try? await request.bodyData) ?? Data()
    let fields = (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:]
    guard let (route, id) = Self.route(of: request, status: fields["status"] as? String) else {
      return Self.json(404, #"{"error":"no such route"}"#)
    }
    let seen = WorkOrderBook.Request(
      route: route, hasKey: request.headers[.authorization] != nil,
      organization: request.headers[HTTPHeader("x-organization-id")])
    let fault = book.takeFault(for: seen)
    let isAllowed =
      request.headers[.authorization] == "Bearer \(FakeMaintainX.key)"
      || [.health, .ready, .metrics].contains(route)
    let isEffective = fault.map { $0.takesEffect || $0.isHarmless } ?? true
    let usual =
      if !isAllowed {
        Self.json(401, "")
      } else if isEffective {
        usual(route, id: id, fields: fields, query: request.query)
      } else {
        Self.json(200, "{}")
      }
    if let fault, fault.isHanging {
      try? await book.hang(route)
      return Fault.dropped
    }
    return await fault?.response(route: route, instead: usual) ?? usual
  }

  private static func route(
    of request: HTTPRequest, status: String?
  ) -> (Route, id: Int)? {
    let parts = request.path.split(separator: "/").map(String.init)
    let id = parts.count > 2 ? Int(parts[2]) ?? -1 : -1
    switch (request.method, parts.count, parts.first, parts.dropFirst().first, parts.last) {
    case (.GET, 1, "health", _, _): return (.health, id)
    case (.GET, 1, "ready", _, _): return (.ready, id)
    case (.GET, 1, "metrics", _, _): return (.metrics, id)
    case (.GET, 2, "v1", "users", _): return (.users, id)
    case (.GET, 2, "v1", "workorders", _): return (.list, id)
    case (.POST, 2, "v1", "workorders", _): return (.create, id)
    case (.GET, 3, "v1", "workorders", _): return (.get, id)
    case (.DELETE, 3, "v1", "workorders", _): return (.delete, id)
    case (.PATCH, 4, "v1", "workorders", "status"): return (.cancel, id)
    case (.PATCH, 3, "v1", "workorders", _): return (.close, id)
    default: return nil
    }
  }

  private func usual(
    _ route: Route, id: Int, fields: [String: Any], query: [HTTPRequest.QueryItem]
  ) -> HTTPResponse {
    switch route {
    case .health: return Self.json(200, #"{"status":"ok","maintainx":"connected"}"#)
    case .ready: return Self.json(200, #"{"status":"ready"}"#)
    case .metrics:
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "text/plain; version=0.0.4"],
        body: Data(book.nextMetrics().utf8))
    case .users: return Self.json(200, #"{"users":[{"id":1}],"nextCursor":null}"#)
    case .create:
      guard let title = fields["title"] as? String else {
        return Self.json(400, #"{"errors":[{"error":"title is required"}]}"#)
      }
      return Self.json(200, #"{"id":\#(book.create(title: title).id)}"#)
    case .list:
      return list(from: query.first { $0.name == "cursor" }.flatMap { Int($0.value) } ?? 0)
    case .get: return single(book.order(id))
    case .delete:
      return book.delete(id) ? HTTPResponse(statusCode: .noContent) : Self.notFound
    case .cancel: return setStatus(fields, of: id, allowed: ["OPEN", "DONE", "CANCELED"])
    case .close:
      let isSeedLike = book.with(\.isSeedLike)
      return setStatus(fields, of: id, allowed: isSeedLike ? ["CLOSED"] : [])
    }
  }

  private func setStatus(
    _ fields: [String: Any], of id: Int, allowed: [String]
  ) -> HTTPResponse {
    guard let status = fields["status"] as? String, allowed.contains(status) else {
      return Self.json(400, #"{"errors":[{"error":"unknown status"}]}"#)
    }
    return single(book.setStatus(status, of: id))
  }

  private func list(from start: Int) -> HTTPResponse {
    let orders = book.listed()
    let page = orders.dropFirst(start).prefix(Self.pageSize).map(Self.text).joined(separator: ",")
    let next = start + Self.pageSize
    let isLast = next >= orders.count
    let rest =
      switch book.with(\.pageForm) {
      case .cursor: #""nextCursor":\#(isLast ? "null" : "\"\(next)\"")"#
      case .number: #""nextCursor":\#(isLast ? "null" : "\(next)")"#
      case .emptyAtTheEnd: #""nextCursor":"\#(isLast ? "" : "\(next)")""#
      case .address: #""nextPageUrl":\#(isLast ? "null" : "\"/v1/workorders?cursor=\(next)\"")"#
      }
    return Self.json(200, #"{"workOrders":[\#(page)],\#(rest)}"#)
  }

  private func single(_ order: WorkOrderBook.Order?) -> HTTPResponse {
    guard let order else { return Self.notFound }
    let text = Self.text(order)
    return Self.json(200, book.with(\.isSeedLike) ? text : #"{"workOrder":\#(text)}"#)
  }

  private static func text(_ order: WorkOrderBook.Order) -> String {
    #"{"id":\#(order.id),"title":"\#(order.title)","status":"\#(order.status)"}"#
  }

  private static let notFound = json(404, #"{"error":"Work order not found"}"#)

  static func json(_ status: Int, _ text: String) -> HTTPResponse {
    HTTPResponse(
      statusCode: HTTPStatusCode(status, phrase: "Told"),
      headers: [.contentType: "application/json"], body: Data(text.utf8))
  }
}

extension Fault {
  /// Whether the route does its work as usual, and only the answer's time is wrong.
  fileprivate var isHarmless: Bool {
    if case .slow = kind { true } else { false }
  }

  fileprivate func response(route: Route, instead usual: HTTPResponse) async -> HTTPResponse {
    switch kind {
    case .status(let code, let headers, let body):
      var response = Responder.json(code, body)
      for (name, value) in headers { response.headers[HTTPHeader(name)] = value }
      return response
    case .slow(let milliseconds):
      try? await Task.sleep(for: .milliseconds(milliseconds))
      return usual
    case .hang, .drop: return Self.dropped
    case .truncated:
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/json"],
        body: HTTPBodySequence(from: Blanks(end: 10), count: 500))
    case .endless:
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/json"],
        body: HTTPBodySequence(from: Blanks(end: .max)))
    case .inflating:
      var response = HTTPResponse(
        statusCode: .ok, headers: HTTPHeaders(), body: Self.twoMegabytes)
      response.headers[.contentType] = "application/json"
      response.headers[HTTPHeader("Content-Encoding")] = "gzip, gzip"
      return response
    case .body(let text, let type):
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: type], body: Data(text.utf8))
    case .redirect(let location):
      return HTTPResponse(statusCode: .found, headers: [.location: location], body: Data())
    case .lie:
      return route == .delete ? HTTPResponse(statusCode: .noContent) : Responder.json(200, "{}")
    }
  }

  fileprivate static var dropped: HTTPResponse { HTTPResponse(webSocket: Dropping()) }

  /// Two megabytes of blanks, packed twice with gzip.
  private static let twoMegabytes =
    Data(
      base64Encoded: "H4sIAAAAAAAC/5Pv5mAAAab/bw8aMgIZhxZovZ5/ScLOgZFhFIyCUTAKRsEoGAXDHdTw1km1"
        + "xjAwKDAAADHM1bcUCAAA") ?? Data()
}

/// Ends the connection before a byte of the answer is written.
private struct Dropping: WSHandler {
  struct Dropped: Error {}
  func makeFrames(
    for client: AsyncThrowingStream<WSFrame, any Error>
  ) async throws -> AsyncStream<WSFrame> {
    throw Dropped()
  }
}

/// So many blanks, then the connection breaks.
private struct Blanks: AsyncBufferedSequence, AsyncBufferedIteratorProtocol, Sendable {
  typealias Element = UInt8
  struct Broken: Error {}
  var end: Int
  func makeAsyncIterator() -> Blanks { self }
  mutating func next() async throws -> UInt8? {
    try await nextBuffer(suggested: 1)?.first
  }
  mutating func nextBuffer(suggested count: Int) async throws -> [UInt8]? {
    guard end > 0 else { throw Broken() }
    let size = Swift.min(count, end)
    if end != .max { end -= size }
    return [UInt8](repeating: UInt8(ascii: " "), count: size)
  }
}
