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

  /// Pages of a list that are read before giving up, and their size: an order can have 20 kB.
  private static let mostPages = 5
  private static let pageSize = 50

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

  /// The unfinished work orders created since a moment whose title passes the test.
  func openWorkOrders(
    since: UTCTime, within budget: TimeBudget, where matches: (String) -> Bool
  ) throws(SearchError) -> WorkOrderSearch {
    var found = WorkOrderSearch()
    var cursor: String?
    for _ in 0..<Self.mostPages {
      let page = try page(since: since, cursor: cursor, within: budget)
      found.examined += page.orders.count
      found.orders += page.orders.filter { !$0.isFinished && matches($0.title ?? "") }
      guard let next = page.nextCursor, next != cursor else { return found }
      cursor = next
    }
    found.isComplete = false
    return found
  }

  private func page(
    since: UTCTime, cursor: String?, within budget: TimeBudget
  ) throws(SearchError) -> (orders: [WorkOrder], nextCursor: String?) {
    var query = [("createdAt[gte]", since.extended), ("limit", String(Self.pageSize))]
    if let cursor { query.append(("cursor", cursor)) }
    let answer: HTTPCaller.Answer
    do {
      answer = try call(.get, address("/workorders", query), within: budget)
    } catch {
      throw SearchError.call(error)
    }
    guard answer.response.status == 200, !answer.response.isHTML,
      let json = DecodedJSON(answer.response.body),
      let items = json["workOrders"]?.array ?? json.array
    else { throw SearchError.answer(answer.response) }
    return (items.compactMap(WorkOrder.init), json["nextCursor"]?.text)
  }

  private func address(_ path: String, _ query: [(String, String)] = []) -> HTTPAddress {
    baseAddress.appending(path: path, query: query.map { (name: $0.0, value: $0.1) })
  }

  private func call(
    _ method: HTTPRequest.Method, _ address: HTTPAddress, body: String? = nil,
    repetition: RetryPolicy.Repetition = .always, within budget: TimeBudget
  ) throws(CallError) -> HTTPCaller.Answer {
    var headers = [
      key.authorizationHeader, HTTPHeader("Accept", "application/json"),
      HTTPHeader("User-Agent", userAgent),
    ]
    if let organization { headers.append(HTTPHeader("x-organization-id", organization)) }
    if body != nil { headers.append(HTTPHeader("Content-Type", "application/json")) }
    let request = HTTPRequest(
      method, address, headers: headers, body: body.map { Array($0.utf8) })
    return try caller.call(request, repetition: repetition, within: budget)
  }
}

/// What a search among the work orders brought.
struct WorkOrderSearch {
  var orders: [WorkOrder] = []
  var examined = 0
  /// False where there are more pages than are read.
  var isComplete = true
}

/// Why the list of work orders could not be read.
enum SearchError: Error {
  case call(CallError)
  /// An answer that is not the list.
  case answer(HTTPResponse)
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
