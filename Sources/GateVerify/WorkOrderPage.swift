/// One page of the API's list of work orders.
struct WorkOrderPage {
  /// Where the list goes on.
  enum Next: Hashable {
    case nowhere
    case cursor(String)
    case address(String)
  }
  var orders: [WorkOrder]
  var next: Next

  /// `nil` for an answer that is no such list, or of which some part can't be read: that may be
  /// just what is looked for.
  init?(_ response: HTTPResponse) {
    guard response.status == 200, !response.isHTML, let json = DecodedJSON(response.body),
      let items = json["workOrders"]?.array ?? json.array,
      items.allSatisfy({ ($0["workOrder"] ?? $0)["title"] != nil }), let next = Next(json)
    else { return nil }
    orders = items.compactMap(WorkOrder.init)
    self.next = next
    if orders.count != items.count { return nil }
  }
}

extension WorkOrderPage.Next {
  fileprivate init?(_ json: DecodedJSON) {
    switch (json["nextCursor"], json["nextPageUrl"]) {
    case (.text(let cursor), _) where !cursor.isEmpty: self = .cursor(cursor)
    case (.integer(let cursor), _): self = .cursor(String(cursor))
    case (nil, .text(let address)), (.null, .text(let address)), (.text, .text(let address)):
      self = address.isEmpty ? .nowhere : .address(address)
    case (nil, nil), (nil, .null), (.null, nil), (.null, .null), (.text, nil), (.text, .null):
      self = .nowhere
    default: return nil
    }
  }
}
