internal import GateModel

/// The date format of HTTP headers, `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7).
enum HTTPDate {
  /// Seconds since 1970-01-01T00:00:00Z; `nil` for any other text.
  static func unixTime(of text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[0].hasSuffix(","), parts[5] == "GMT", let month = month(parts[2]),
      let day = CalendarDay("\(parts[3])-\(month)-\(parts[1])")
    else { return nil }
    let time = parts[4].split(separator: ":", omittingEmptySubsequences: false).compactMap {
      $0.utf8.count == 2 ? UInt($0) : nil
    }
    // 60: a leap second.
    guard time.count == 3, time[0] < 24, time[1] < 60, time[2] <= 60 else { return nil }
    return day.daysSinceEpoch * 86_400 + Int(time[0] * 3600 + time[1] * 60 + time[2])
  }

  private static func month(_ name: Substring) -> String? {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    guard let index = names.firstIndex(of: String(name)) else { return nil }
    return index < 9 ? "0\(index + 1)" : "\(index + 1)"
  }
}
