import Testing

@testable import GateVerify

@Suite struct ServiceVitalsTests {
  private func vitals(_ text: String, since first: String? = nil) throws -> ServiceVitals {
    func document(_ text: String) throws -> MetricsDocument {
      try MetricsParser.parse(Array(text.utf8), as: .prometheus)
    }
    return ServiceVitals(
      window: MetricsWindow(first: try first.map(document), last: try document(text)),
      unixTime: 1_000_000)
  }

  /// The value alone; `nil` for unknown.
  private func value(_ reading: ServiceVitals.Reading) -> Double? {
    if case .value(let value, _) = reading { value } else { nil }
  }

  @Test(arguments: [
    ("http_requests_total{status=\"200\"} 90\nhttp_requests_total{status=\"503\"} 10\n", 0.1),
    ("http_requests_total{code=\"429\"} 5\nhttp_requests_total{code=\"404\"} 15\n", 0.25),
    ("maintainx_calls_total{outcome=\"error\"} 2\nmaintainx_calls_total{outcome=\"ok\"} 18\n", 0.1),
    ("maintainx_requests_total 40\nmaintainx_errors_total 4\n", 0.1),
    (
      "http_request_seconds_count{status=\"500\"} 1\nhttp_request_seconds_count{status=\"200\"} 19\n",
      0.05
    ),
    // MaintainX's own calls come first.
    (
      "http_requests_total{status=\"500\"} 100\nmaintainx_requests_total{status=\"200\"} 100\n", 0
    ),
    ("http_requests_total{status=\"500\"} 3\n", nil), ("http_requests_total 100\n", nil),
    ("process_cpu_seconds_total 12\n", nil),
  ])
  func errorRate(_ text: String, _ expected: Double?) throws {
    #expect(value(try vitals(text).errorRate) == expected)
  }

  @Test func countsSinceTheFirstLook() throws {
    let first =
      "http_requests_total{status=\"200\"} 1000\nhttp_requests_total{status=\"500\"} 500\n"
    let last = "http_requests_total{status=\"200\"} 1090\nhttp_requests_total{status=\"500\"} 510\n"
    #expect(value(try vitals(last, since: first).errorRate) == 0.1)
  }

  @Test func countsAnewAfterAReset() throws {
    let first =
      "http_requests_total{status=\"200\"} 1000\nhttp_requests_total{status=\"500\"} 500\n"
    let last = "http_requests_total{status=\"200\"} 15\nhttp_requests_total{status=\"500\"} 5\n"
    #expect(value(try vitals(last, since: first).errorRate) == 0.25)
  }

  private static let buckets = """
    maintainx_request_seconds_bucket{le="1"} 80
    maintainx_request_seconds_bucket{le="5"} 90
    maintainx_request_seconds_bucket{le="10"} 100
    maintainx_request_seconds_bucket{le="+Inf"} 100
    maintainx_request_seconds_count 100
    maintainx_request_seconds_sum 60

    """

  @Test(arguments: [
    (buckets, 7.5),
    ("http_request_duration_seconds_sum 60\nhttp_request_duration_seconds_count 20\n", 3.0),
    ("maintainx_latency_ms_sum 60000\nmaintainx_latency_ms_count 10\n", 6.0),
    ("http_request_duration_seconds_sum 60\nhttp_request_duration_seconds_count 2\n", nil),
    ("process_start_time_seconds 5\n", nil),
  ])
  func latency(_ text: String, _ expected: Double?) throws {
    #expect(value(try vitals(text).latency) == expected)
  }

  @Test(arguments: [
    (
      "maintainx_sync_lag_seconds{kind=\"a\"} 30\nmaintainx_sync_lag_seconds{kind=\"b\"} 1000\n",
      1000.0
    ),
    ("sync_lag_minutes 16\n", 960.0), ("last_sync_timestamp_seconds 999000\n", 1000.0),
    ("consumer_lag 5000\n", nil), ("up 1\n", nil),
  ])
  func syncLag(_ text: String, _ expected: Double?) throws {
    #expect(value(try vitals(text).syncLag) == expected)
  }
}
