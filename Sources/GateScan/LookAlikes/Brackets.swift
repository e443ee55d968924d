/// Brackets that no language reads: `m{{h}o)p`.
enum Brackets {
  /// Whether a bracket is closed by one of another kind, as no expression does.
  static func areMismatched(in bytes: [UInt8]) -> Bool {
    var open: [UInt8] = []
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "("): open.append(UInt8(ascii: ")"))
      case UInt8(ascii: "["): open.append(UInt8(ascii: "]"))
      case UInt8(ascii: "{"): open.append(UInt8(ascii: "}"))
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
        guard let expected = open.popLast() else { return false }
        if expected != byte { return true }
      default: break
      }
    }
    return false
  }
}
