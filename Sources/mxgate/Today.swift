internal import GateModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// The day that ages and expiries are counted to.
enum Today {
  /// By the system's clock, in UTC.
  static var utc: CalendarDay { CalendarDay(unixTime: time(nil)) }
}
