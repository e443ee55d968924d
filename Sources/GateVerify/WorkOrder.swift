/// A work order's id as it stands in an address.
package struct WorkOrderID: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  /// Numbers, as the API gives them, and short plain texts.
  init?(_ value: DecodedJSON?) {
    switch value {
    case .integer(let number) where number >= 0: self.init(String(number))
    case .text(let text): self.init(text)
    default: return nil
    }
  }

  package init?(_ text: String) {
    guard (1...64).contains(text.utf8.count),
      text.utf8.allSatisfy({ $0.isASCIIAlphanumeric || "-_".utf8.contains($0) })
    else { return nil }
    self.text = text
  }

  package var description: String { text }
}

/// What the API tells of a work order.
struct WorkOrder: Hashable, Sendable {
  var id: WorkOrderID
  var title: String?
  var status: String?

  /// Statuses that end a work order. `CLOSED` is none of the API's, but of servers in its likeness.
  private static let finalStatuses: Set<String> = ["DONE", "CANCELED", "CLOSED"]

  /// Reads `{"workOrder": {...}}`, and the same without the wrapper.
  init?(_ answer: DecodedJSON) {
    let fields = answer["workOrder"] ?? answer
    guard let id = WorkOrderID(fields["id"]) else { return nil }
    self.id = id
    title = fields["title"]?.text
    status = fields["status"]?.text
  }

  /// The work order in an answer, where there is one.
  init?(_ response: HTTPResponse) {
    guard !response.isHTML, let json = DecodedJSON(response.body) else { return nil }
    self.init(json)
  }

  var isFinished: Bool { status.map { Self.finalStatuses.contains($0.uppercased()) } ?? false }
}
