import Synchronization

/// The server's work orders, its faults, and what it was asked.
final class WorkOrderBook: Sendable {
  struct Order: Sendable {
    var id: Int
    var title: String
    var status = "OPEN"
    var isFinished: Bool { ["DONE", "CANCELED", "CLOSED"].contains(status) }
  }
  struct Request: Sendable {
    var route: Route
    var hasKey: Bool
    var organization: String?
  }
  /// How a list says where it goes on.
  enum PageForm: CaseIterable {
    case cursor, number, address
    /// As `cursor`, with an empty one on the last page.
    case emptyAtTheEnd
  }
  struct State: Sendable {
    var orders: [Order] = []
    var created = 0
    var faults: [Route: Fault] = [:]
    var requests: [Request] = []
    /// Whether answers stand without their wrapper, and CLOSED is a status.
    var isSeedLike = false
    var pageForm = PageForm.cursor
    /// How many listings do not show what was created before them.
    var lag = 0
    /// Requests that the server has, has acted on where it was told to, and leaves hanging.
    var hanging: [Route: Int] = [:]
    var onHang: @Sendable () -> Void = {}
    /// Set, every request that hangs is dropped.
    var isReleased = false
    /// The metrics route's answers, the last for good.
    var metrics = ["# TYPE up gauge\nup 1\n"]
  }
  private let state = Mutex(State())

  func with<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
    state.withLock { body(&$0) }
  }

  var openOrders: [Order] { with { $0.orders.filter { !$0.isFinished } } }
  var requests: [Request] { with(\.requests) }
  func count(_ route: Route) -> Int { requests.count { $0.route == route } }

  /// The fault that this request meets, counted down.
  func takeFault(for request: Request) -> Fault? {
    with { state in
      state.requests.append(request)
      guard var fault = state.faults[request.route], fault.times > 0 else { return nil }
      fault.times -= 1
      state.faults[request.route] = fault
      return fault
    }
  }

  /// Returns when what hangs is released.
  func hang(_ route: Route) async throws {
    with { state in
      state.hanging[route, default: 0] += 1
      state.onHang()
    }
    while !with(\.isReleased) { try await Task.sleep(for: .milliseconds(5)) }
  }

  func create(title: String) -> Order {
    with { state in
      state.created += 1
      let order = Order(id: 158 + state.created, title: title)
      state.orders.append(order)
      return order
    }
  }

  func order(_ id: Int) -> Order? { with { $0.orders.first { $0.id == id } } }

  func delete(_ id: Int) -> Bool {
    with { state in
      let before = state.orders.count
      state.orders.removeAll { $0.id == id }
      return state.orders.count < before
    }
  }

  func setStatus(_ status: String, of id: Int) -> Order? {
    with { state in
      guard let index = state.orders.firstIndex(where: { $0.id == id }) else { return nil }
      state.orders[index].status = status
      return state.orders[index]
    }
  }

  /// The orders that a listing shows now.
  func listed() -> [Order] {
    with { state in
      guard state.lag == 0 else {
        state.lag -= 1
        return []
      }
      return state.orders
    }
  }

  func nextMetrics() -> String {
    with { state in
      state.metrics.count > 1 ? state.metrics.removeFirst() : state.metrics[0]
    }
  }
}
