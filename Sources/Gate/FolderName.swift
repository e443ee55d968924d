#if canImport(System)
  internal import System
#else
  internal import SystemPackage
#endif

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What readers call a folder that was named `.` or `../x`.
enum FolderName {
  static func of(_ root: String) -> String {
    guard let resolved = unsafe realpath(root, nil) else { return root }
    defer { unsafe free(resolved) }
    return FilePath(unsafe String(cString: resolved)).lastComponent?.string ?? root
  }
}
