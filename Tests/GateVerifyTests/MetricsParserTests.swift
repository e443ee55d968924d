import Testing

@testable import GateVerify

@Suite struct MetricsParserTests {
  private func parse(
    _ text: String, as format: MetricsParser.Format = .prometheus
  ) throws -> MetricsDocument {
    try MetricsParser.parse(Array(text.utf8), as: format)
  }

  @Test func readsPrometheusText() throws {
    let document = try parse(
      #"""
      # HELP http_requests_total The total number of HTTP requests.
      # TYPE http_requests_total counter
      http_requests_total{method="post",code="200"} 1027 1395066363000
      http_requests_total{method="post",code="400",}    3

      # a remark
      msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="Cannot find file:\n\"x\""} 1.458255915e9
      metric_without_timestamp_and_labels 12.47
      something_weird{problem="division by zero"} +Inf -3982045
      rpc_duration_seconds:p99 NaN
      """#)
    #expect(document.sampleCount == 6)
    #expect(document.kinds == ["http_requests_total": .counter])
    #expect(document.samples(named: "http_requests_total").map(\.value) == [1027, 3])
    #expect(
      document.samples(named: "msdos_file_access_time_seconds").map(\.labels)
        == [["path": #"C:\DIR\FILE.TXT"#, "error": "Cannot find file:\n\"x\""]])
    #expect(document.samples(named: "something_weird").map(\.value) == [.infinity])
    #expect(document.samples(named: "rpc_duration_seconds:p99").first?.value.isNaN == true)
  }

  @Test func readsOpenMetrics() throws {
    let document = try parse(
      """
      # TYPE acme_http_router_request_seconds histogram
      # UNIT acme_http_router_request_seconds seconds
      acme_http_router_request_seconds_bucket{le="+Inf"} 2 # {trace_id="x"} 9.8 1520879607.789
      acme_http_router_request_seconds_count 2
      # EOF

      """, as: .openMetrics)
    #expect(document.sampleCount == 2)
    #expect(document.has("acme_http_router_request_seconds"))
  }

  @Test(arguments: [
    "<html></html>", "{}", "a", "a{", "a{} ", "a{b} 1", "a{b=1} 1", "a{b=\"1} 1",
    "a{b=\"1\" c=\"2\"} 1", "a{b=\"1\",b=\"2\"} 1", "a{b=\"\\x\"} 1", "a{=\"1\"} 1", "1a 1",
    "a 1 2 3",
    "a one", "a 0x10", "a infinity", "a 1 later", "-a 1", "a-b 1",
    "# TYPE a counter\n# TYPE a gauge",
    "# TYPE a thing", "# TYPE", "a 1\n# TYPE a counter", "a 1 # {x=\"y\"} 1", "a{b=\"1\"}1", "ä 1",
  ])
  func refuses(_ text: String) {
    #expect(throws: MetricsError.self) { try parse(text) }
  }

  @Test(arguments: ["a 1\n", "# EOF\na 1\n", "# a remark\n# EOF\n"])
  func refusesAsOpenMetrics(_ text: String) {
    #expect(throws: MetricsError.self) { try parse(text, as: .openMetrics) }
  }

  @Test func namesTheLine() {
    #expect(throws: MetricsError(line: 2, message: "a is not followed by a value")) {
      try parse("b 1\na\n")
    }
  }

  @Test(arguments: [
    ("application/openmetrics-text; version=1.0.0", MetricsParser.Format.openMetrics),
    ("text/plain; version=0.0.4", .prometheus), ("", .prometheus),
  ])
  func goesByTheContentType(_ type: String, _ expected: MetricsParser.Format) {
    #expect(MetricsParser.format(contentType: type) == expected)
  }
}
