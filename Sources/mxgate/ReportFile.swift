internal import ArgumentParser
internal import GateModel
internal import SystemPackage

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A report's file, which is either whole or not there.
enum ReportFile {
  /// Writes to a file beside the target and renames it; `nil` is standard output. A report that
  /// could not be written ends the run with `couldNotCheck`: nobody could have read the result.
  static func write(_ text: String, to path: String?) throws {
    do {
      guard let path else {
        _ = try FileDescriptor.standardOutput.writeAll(text.utf8)
        return
      }
      try replace(FilePath(path), with: text)
    } catch let error as Errno where error == .brokenPipe && path == nil {
      // The reader has seen enough; the exit status still tells the result.
    } catch let error as Errno {
      StandardOutput.printError(
        "error: cannot write the report to \(path ?? "standard output"): \(error)")
      throw ExitCode(ExitStatus.couldNotCheck.rawValue)
    }
  }

  private static func replace(_ target: FilePath, with text: String) throws {
    guard isRegularOrMissing(target) else {
      // A pipe or a device is written to, never replaced.
      let descriptor = try FileDescriptor.open(target, .writeOnly)
      _ = try descriptor.closeAfter { try descriptor.writeAll(text.utf8) }
      return
    }
    let name = target.lastComponent?.string ?? "report"
    var temporary = target
    temporary.removeLastComponent()
    temporary.append(".\(name).\(getpid())")
    let descriptor = try FileDescriptor.open(
      temporary, .writeOnly, options: [.create, .truncate],
      permissions: [.ownerReadWrite, .groupRead, .otherRead])
    do {
      _ = try descriptor.closeAfter { try descriptor.writeAll(text.utf8) }
      guard unsafe rename(temporary.string, target.string) == 0 else {
        throw Errno(rawValue: errno)
      }
    } catch {
      _ = unsafe unlink(temporary.string)
      throw error
    }
  }

  private static func isRegularOrMissing(_ path: FilePath) -> Bool {
    var status = stat()
    guard unsafe stat(path.string, &status) == 0 else { return true }
    return status.st_mode & S_IFMT == S_IFREG
  }
}
