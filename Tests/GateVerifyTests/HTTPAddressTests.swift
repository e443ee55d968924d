import Testing

@testable import GateVerify

@Suite struct HTTPAddressTests {
  @Test(arguments: [
    ("https://api.example.com/v1", "https://api.example.com/v1"),
    ("HTTPS://API.Example.com:443/V1", "https://api.example.com/V1"),
    ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
    ("http://[::1]:8080/a?b=c", "http://[::1]:8080/a?b=c"),
    ("https://host?x=1", "https://host?x=1"),
  ])
  func normalises(_ text: String, _ expected: String) throws {
    #expect(try HTTPAddress(text).description == expected)
  }

  @Test(arguments: [
    "", "api.example.com", "ftp://example.com", "https://", "https:///v1", "https://user@host/",
    "https://key:secret@host/", "https://host:0/", "https://host:65536/", "https://host:8o/",
    "https://host/ a", "https://host/\r\nX: y", "https://host/#top", "https://hóst/",
    "https://host\\@other/", "https://[::1/", "https://a b/", "https://host/\"x",
  ])
  func refuses(_ text: String) {
    #expect(throws: VerifyError.self) { try HTTPAddress(text) }
  }

  @Test(arguments: [
    ("http://localhost/", true), ("http://127.0.0.1/", true), ("http://127.1.2.3/", true),
    ("http://[::1]/", true), ("http://127.0.0.1.example.com/", false), ("http://127.1/", false),
    ("http://localhost.example.com/", false), ("http://10.0.0.1/", false),
    ("http://127.0.0.256/", false),
  ])
  func knowsThisMachine(_ text: String, _ expected: Bool) throws {
    #expect(try HTTPAddress(text).isLoopback == expected)
  }

  @Test(arguments: [
    ("https://api.example.com/v1", true), ("https://API.example.com:443/", true),
    ("http://api.example.com/", false), ("https://api.example.com:8443/", false),
    ("https://example.com/", false), ("https://api.example.com.evil.example/", false),
  ])
  func comparesOrigins(_ text: String, _ expected: Bool) throws {
    let api = try HTTPAddress("https://api.example.com/v1")
    #expect(try HTTPAddress(text).hasSameOrigin(as: api) == expected)
  }

  @Test(arguments: [
    ("/b", "https://host/b"), ("c", "https://host/v1/c"), ("?q=1", "https://host/v1/a?q=1"),
    ("//other/x", "https://other/x"), ("http://other:81/x#y", "http://other:81/x"),
  ])
  func followsLocations(_ location: String, _ expected: String) throws {
    let address = try HTTPAddress("https://host/v1/a?old=1")
    #expect(try address.following(location: location).description == expected)
  }

  @Test func appendsBehindItsOwnPath() throws {
    let address = try HTTPAddress("https://host/v1/")
    #expect(
      address.appending(path: "/workorders", query: [("createdAt[gte]", "2026-11-24T11:33:00Z")])
        .description == "https://host/v1/workorders?createdAt%5Bgte%5D=2026-11-24T11%3A33%3A00Z")
  }
}
