/// The few calls of MaintainX's API that the verification makes.
///
/// Facts: https://api.getmaintainx.com/v1/docs (the vendor's OpenAPI document).
package struct MaintainXClient {
  let caller: HTTPCaller
  let baseAddress: HTTPAddress
  let key: APIKey
  /// For a key that opens several organisations.
  let organization: String?
  let userAgent: String

  func users(within budget: TimeBudget) throws(CallError) -> HTTPCaller.Answer {
    try call(.get, address("/users", [("limit", "1")]), within: budget)
  }

  /// Never repeated where the order may exist already: the API knows no idempotency key.
  func create(title: String, within budget: TimeBudget) throws(CallError) -> HTTPCaller.Answer {
    try call(
      .post, address("/workorders", [("skipWebhook", "true")]),
      body: #"{"title":"\#(title)","priority":"LOW"}"#, repetition: .onlyIfRejected, within: budget)
  }

  func workOrder(
    _ id: WorkOrderID, within budget: TimeBudget
  ) throws(CallError) -> HTTPCaller.Answer {
    try call(.get, address("/workorders/\(id)"), within: budget)
  }

  /// One way of getting rid of a work order.
  func remove(
    _ id: WorkOrderID, by method: RemovalMethod, within budget: TimeBudget
  ) throws(CallError) -> HTTPCaller.Answer {
    try call(
      method.verb, address("/workorders/\(id)\(method.pathSuffix)"), body: method.body,
      within: budget)
  }

  func address(_ path: String, _ query: [(String, String)] = []) -> HTTPAddress {
    baseAddress.appending(path: path, query: query.map { (name: $0.0, value: $0.1) })
  }

  func call(
    _ method: HTTPRequest.Method, _ address: HTTPAddress, body: String? = nil,
    repetition: RetryPolicy.Repetition = .always, bodyLimit: Int = HTTPRequest.usualBodyLimit,
    within budget: TimeBudget
  ) throws(CallError) -> HTTPCaller.Answer {
    var headers = [
      key.authorizationHeader, HTTPHeader("Accept", "application/json"),
      HTTPHeader("User-Agent", userAgent),
    ]
    if let organization { headers.append(HTTPHeader("x-organization-id", organization)) }
    if body != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
    let request = HTTPRequest(
      method, address, headers: headers, body: body.map { Array($0.utf8) }, bodyLimit: bodyLimit)
    return try caller.call(request, repetition: repetition, within: budget)
  }
}

/// The ways to remove a test work order, the best first.
enum RemovalMethod: CaseIterable {
  case delete
  /// A status that ends the order, for keys that may not delete.
  case cancel
  /// A status that the API does not have, but servers in its likeness do.
  case close

  var verb: HTTPRequest.Method { self == .delete ? .delete : .patch }
  var pathSuffix: String { self == .cancel ? "/status" : "" }
  var body: String? {
    switch self {
    case .delete: nil
    case .cancel: #"{"status":"CANCELED"}"#
    case .close: #"{"status":"CLOSED"}"#
    }
  }
  /// "deleted".
  var done: String {
    switch self {
    case .delete: "deleted"
    case .cancel: "canceled"
    case .close: "closed"
    }
  }
}
