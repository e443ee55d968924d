#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// What stands at a path. The raw value is what it is called in a sentence.
package enum FileKind: String, Hashable, Sendable {
  case regular = "regular file"
  case folder
  case symbolicLink = "symbolic link"
  /// A submodule, or a repository inside the repository.
  case repository = "repository of its own"
  case special = "FIFO, socket or device"

  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .regular
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .symbolicLink
    default: self = .special
    }
  }

  /// By what git calls the mode, in octal digits at the beginning: `100644`, `120000`, `160000`.
  init(gitMode mode: ArraySlice<UInt8>) {
    if mode.starts(with: "12".utf8) {
      self = .symbolicLink
    } else if mode.starts(with: "16".utf8) {
      self = .repository
    } else {
      self = .regular
    }
  }

  /// `nil` where the file system doesn't say.
  init?(directoryType type: Int32) {
    switch type {
    case Int32(DT_UNKNOWN): return nil
    case Int32(DT_REG): self = .regular
    case Int32(DT_DIR): self = .folder
    case Int32(DT_LNK): self = .symbolicLink
    default: self = .special
    }
  }
}
