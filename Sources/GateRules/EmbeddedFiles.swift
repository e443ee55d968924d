internal import CRules

/// The files of `rules/` that are built into the binary.
package enum EmbeddedFiles {
  /// All paths below `rules/`, sorted.
  package static var paths: [String] {
    (0..<embedded_rule_file_count).map { index in
      unsafe String(cString: entry(index).path)
    }
  }

  /// The bytes of one file, by its path below `rules/`.
  package static func content(of path: String) -> [UInt8]? {
    for index in 0..<embedded_rule_file_count {
      let file = unsafe entry(index)
      if unsafe String(cString: file.path) == path {
        return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.size))
      }
    }
    return nil
  }

  /// Names the rules as a whole, so that two reports can be seen to come from the same ones: FNV-1a,
  /// 64 bits, over all paths and contents. It tells versions apart, and proves nothing to an attacker.
  package static var digest: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    for index in 0..<embedded_rule_file_count {
      let file = unsafe entry(index)
      for byte in unsafe String(cString: file.path).utf8 { mix(byte) }
      for index in unsafe 0..<file.size { unsafe mix(file.bytes[index]) }
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private static func entry(_ index: Int) -> embedded_rule_file {
    unsafe embedded_rule_files[index]
  }
}
