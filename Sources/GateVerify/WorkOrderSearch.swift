/// What a search among the work orders brought.
struct WorkOrderSearch {
  /// Pages that are read before giving up.
  enum Reach: Int {
    /// In passing: the next run looks again for what was not seen.
    case short = 5
    /// Where a work order of ours may be among them.
    case long = 25
  }
  var orders: [WorkOrder] = []
  var examined = 0
  /// False where there is more than was read.
  var isComplete = true
}

/// Why the list of work orders could not be read.
enum SearchError: Error {
  case call(CallError)
  /// An answer that is not the list.
  case answer(HTTPResponse)
}

extension MaintainXClient {
  /// The API's largest page, and more bytes than one has: a work order can have 20 kB.
  private static let pageSize = 200
  private static let pageBytes = 16 << 20

  /// The unfinished work orders created since a moment whose title passes the test, each once.
  func openWorkOrders(
    since: UTCTime, reach: WorkOrderSearch.Reach, within budget: TimeBudget,
    where matches: (String) -> Bool
  ) throws(SearchError) -> WorkOrderSearch {
    let query = [("createdAt[gte]", since.extended), ("limit", String(Self.pageSize))]
    var found = WorkOrderSearch()
    var ids: Set<WorkOrderID> = []
    var visited: Set<HTTPAddress> = []
    var next: HTTPAddress? = address("/workorders", query)
    while let address = next {
      // A page that leads back to an earlier one hides what comes after it.
      guard visited.count < reach.rawValue, visited.insert(address).inserted else {
        found.isComplete = false
        break
      }
      let response = try list(at: address, within: budget)
      guard let page = WorkOrderPage(response) else { throw .answer(response) }
      found.examined += page.orders.count
      found.orders += page.orders.filter { order in
        !order.isFinished && matches(order.title ?? "") && ids.insert(order.id).inserted
      }
      switch page.next {
      case .nowhere: next = nil
      case .cursor(let cursor): next = self.address("/workorders", query + [("cursor", cursor)])
      case .address(let text):
        guard let address = sameOrigin(text) else { throw .answer(response) }
        next = address
      }
    }
    return found
  }

  private func list(
    at address: HTTPAddress, within budget: TimeBudget
  ) throws(SearchError) -> HTTPResponse {
    do {
      return try call(.get, address, bodyLimit: Self.pageBytes, within: budget).response
    } catch {
      throw .call(error)
    }
  }

  /// The key is sent to the API alone.
  private func sameOrigin(_ text: String) -> HTTPAddress? {
    do {
      let address = try baseAddress.following(location: text)
      return address.hasSameOrigin(as: baseAddress) ? address : nil
    } catch {
      return nil
    }
  }
}
