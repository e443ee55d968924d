/// 8-4-4-4-12 hexadecimal digits (RFC 9562): some vendors' keys, and most systems' identifiers.
enum UUID {
  private static let groups = [8, 4, 4, 4, 12]

  static func isUUID(_ value: ValueText) -> Bool {
    let parts = value.bytes.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return parts.map(\.count) == groups && parts.allSatisfy { $0.allSatisfy(\.isHexDigit) }
  }
}
