import Testing

@testable import GateVerify

@Suite struct WorkOrderPageTests {
  private func page(_ text: String) -> WorkOrderPage? {
    WorkOrderPage(HTTPResponse(status: 200, body: Array(text.utf8)))
  }

  @Test(arguments: [
    (#""nextCursor":null"#, WorkOrderPage.Next.nowhere), (#""nextCursor":"""#, .nowhere),
    (#""nextCursor":null,"nextPageUrl":null"#, .nowhere), (#""total":1"#, .nowhere),
    (#""nextCursor":"a b","nextPageUrl":"/x""#, .cursor("a b")), (#""nextCursor":7"#, .cursor("7")),
    (#""nextPageUrl":"/v1/workorders?cursor=7""#, .address("/v1/workorders?cursor=7")),
    (#""nextCursor":null,"nextPageUrl":"/x""#, .address("/x")),
  ])
  func tellsWhereTheListGoesOn(_ rest: String, _ next: WorkOrderPage.Next) {
    #expect(page(#"{"workOrders":[],\#(rest)}"#)?.next == next)
  }

  @Test(arguments: [
    "", "{}", "7", #"{"workOrders":{}}"#, #"{"workOrders":[7]}"#,
    #"{"workOrders":[{"id":7}]}"#, #"{"workOrders":[{"title":"a"}]}"#,
    #"{"workOrders":[{"id":1.5,"title":"a"}]}"#,
    #"{"workOrders":[],"nextCursor":true}"#, #"{"workOrders":[],"nextCursor":{}}"#,
    #"{"workOrders":[],"nextPageUrl":7}"#,
  ])
  func whatCannotBeReadWholeIsNoList(_ text: String) {
    #expect(page(text) == nil)
  }

  @Test(arguments: [
    (#"{"id":9007199254740993}"#, "9007199254740993"), (#"{"id":"wo-7"}"#, "wo-7"),
    (#"{"workOrder":{"id":0}}"#, "0"),
  ])
  func idsAreExact(_ text: String, _ id: String) {
    let response = HTTPResponse(status: 200, body: Array(text.utf8))
    #expect(WorkOrder(response)?.id.text == id)
  }

  @Test(arguments: ["CANCELED", "Done", "closed"])
  func aFinalStatusIsOneInAnyCase(_ status: String) {
    let body = Array(#"{"id":1,"status":"\#(status)"}"#.utf8)
    #expect(WorkOrder(HTTPResponse(status: 200, body: body))?.isFinished == true)
  }
}
