import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the process that runs the tests may do.
enum Privileges {
  /// Root may read everything; `setpriv` turns it into an ordinary user.
  static let canDrop =
    geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/usr/bin/setpriv")
  static let hasProc = FileManager.default.isReadableFile(atPath: "/proc/self/status")
}
