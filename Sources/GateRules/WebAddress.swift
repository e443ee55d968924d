/// Addresses that a person can open: `https://host/...`, or `http://`.
package enum WebAddress {
  package static func isValid(_ text: String) -> Bool {
    guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
    let rest = text.dropFirst(scheme.count)
    let isHost: (Character) -> Bool = {
      $0.isASCII && ($0.isLetter || $0.isNumber || ".-:[]".contains($0))
    }
    let host = rest.prefix { !"/?#".contains($0) }
    return !host.isEmpty && host.allSatisfy(isHost)
      && rest.unicodeScalars.allSatisfy { !$0.properties.isWhitespace && $0.value >= 0x20 }
  }

  /// The same as a regular expression that JSON Schema understands.
  package static let pattern = #"^https?://[A-Za-z0-9.:\[\]-]+([/?#]\S*)?$"#
}
