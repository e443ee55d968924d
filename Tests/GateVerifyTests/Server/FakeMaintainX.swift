import FlyingFox
import FlyingSocks
import Foundation

/// A server on 127.0.0.1 that speaks MaintainX's API below `/v1`, and is the service besides.
final class FakeMaintainX: Sendable {
  let book: WorkOrderBook
  let port: UInt16

  static let key = "test-key-0123456789"

  var url: String { "http://127.0.0.1:\(port)" }
  var baseURL: String { "\(url)/v1" }

  private init(port: UInt16, book: WorkOrderBook) {
    self.port = port
    self.book = book
  }

  /// Runs a test's body with a server of its own.
  static func with<Result: Sendable>(
    _ body: (FakeMaintainX) async throws -> Result
  ) async throws -> Result {
    let book = WorkOrderBook()
    let server = HTTPServer(
      address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), timeout: 120, logger: .disabled)
    await server.appendRoute("*") { request in await Responder(book: book).answer(request) }
    let task = Task { try await server.run() }
    try await server.waitUntilListening(timeout: 120)
    guard case .ip4(_, let port)? = await server.listeningAddress else { throw NoAddress() }
    do {
      let result = try await body(FakeMaintainX(port: port, book: book))
      task.cancel()
      return result
    } catch {
      task.cancel()
      throw error
    }
  }

  private struct NoAddress: Error {}
}
