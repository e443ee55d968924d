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

  /// Names the rules as a whole, so that two reports can be seen to come from the same ones. It tells
  /// versions apart, and proves nothing to an attacker.
  package static var digest: String {
    var hash: UInt64 = 0
    for index in 0..<embedded_rule_file_count {
      let file = unsafe entry(index)
      let name = unsafe String(cString: file.path).utf8.reduce(UInt64(0)) { $0 &* 31 &+ UInt64($1) }
      hash = unsafe (hash &* 31) ^ name ^ rule_file_digest(file.bytes, file.size)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// What tells one content of a file from another.
  static func digest(of path: String) -> UInt64? {
    for index in 0..<embedded_rule_file_count {
      let file = unsafe entry(index)
      if unsafe String(cString: file.path) == path {
        return unsafe rule_file_digest(file.bytes, file.size)
      }
    }
    return nil
  }

  /// The secret rules in the form of `SecretRuleTable`.
  static var secretRuleTable: [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: secret_rule_table, count: secret_rule_table_size))
  }

  private static func entry(_ index: Int) -> embedded_rule_file {
    unsafe embedded_rule_files[index]
  }
}
