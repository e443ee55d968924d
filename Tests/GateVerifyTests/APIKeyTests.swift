import Testing

@testable import GateVerify

@Suite struct APIKeyTests {
  private let secret = "test-secret-0123456789"

  @Test(arguments: ["", "\n", "\r\n", " \t"], ["", "Bearer ", "bearer  "])
  func dropsWhatCameWithIt(_ end: String, _ start: String) throws {
    let key = try APIKey(start + secret + end, from: "X")
    #expect(key.authorizationHeader.value == "Bearer \(secret)")
  }

  @Test(arguments: ["", " ", "Bearer ", "a b", "a\r\nX-Other: b", "a\u{0}", "schlüssel"])
  func refusesWhatNoHeaderCanCarry(_ text: String) {
    #expect(throws: VerifyError.self) { try APIKey(text, from: "X") }
  }

  @Test func doesNotPrintItself() throws {
    let key = try APIKey(secret, from: "X")
    for text in ["\(key)", String(reflecting: key), String(describing: [key])] {
      #expect(!text.contains(secret))
    }
    var dumped = ""
    dump(key, to: &dumped)
    #expect(!dumped.contains(secret))
    #expect(key.redacted(from: "<\(secret)> and \(secret)") == "<[API key]> and [API key]")
  }
}
