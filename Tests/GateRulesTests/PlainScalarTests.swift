import GateRules
import Testing

@Suite struct PlainScalarTests {
  @Test(arguments: [
    "yes", "No", "on", "OFF", "y", "N", "true", "FALSE", "1", "-1", "+1", "0x1F", "0o17", "017",
    "0b1",
    "1_000", "1.5", ".5", "1e5", "1.5E-3", "1:30", "190:20:30.15", ".inf", "-.INF", ".NaN", "~",
    "null", "",
  ])
  func isMoreThanText(_ text: String) {
    #expect(PlainScalar.reading(of: text) != nil)
  }

  @Test(arguments: [
    "yesterday", "5xx", "30s", "2026-11-02", "1.0.0", "v1", "a1", "-", ".", "nulls", "0xZZ", "e5",
    "/health", "1e", "https://example.com:80",
  ])
  func isText(_ text: String) {
    #expect(PlainScalar.reading(of: text) == nil)
  }

  @Test(arguments: [
    ("0", 0), ("30", 30), ("5.0", 5), ("0.5", 0.5), ("007", nil), ("-1", nil), ("1e3", nil),
    ("1_0", nil), ("1.", nil), (".5", nil), ("", nil), ("1234567890123456", nil),
  ])
  func readsDecimals(text: String, value: Double?) {
    #expect(PlainScalar.decimal(text) == value)
  }

  @Test(arguments: [
    ("500ms", 0.5), ("30s", 30), ("15m", 900), ("24h", 86_400), ("90d", 7_776_000), ("0s", nil),
    ("030s", nil), ("30", nil), ("30 s", nil), ("1w", nil), ("-1s", nil), ("1.5s", nil), ("", nil),
    ("1234567890s", nil),
  ])
  func readsDurations(text: String, seconds: Double?) {
    #expect(DurationText.seconds(text) == seconds)
  }
}
