/// The secret that opens the API. Does not print itself, whatever asks it to.
package struct APIKey: Sendable {
  private let value: String

  /// Surrounding white space and a leading `Bearer ` are dropped, as they come with copied keys.
  /// - Parameter source: where the text comes from, for the error: "MAINTAINX_API_KEY".
  package init(_ text: String, from source: String) throws(VerifyError) {
    var value = Self.trimmed(text[...])
    if value.lowercased().hasPrefix("bearer"),
      value.dropFirst("bearer".count).first?.isWhitespace ?? true
    {
      value = Self.trimmed(value.dropFirst("bearer".count))
    }
    guard !value.isEmpty else { throw VerifyError("the API key in \(source) is empty") }
    // Anything else in a header's value could add a header of its own.
    guard value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw VerifyError(
        "the API key in \(source) has white space or characters that a header can't carry")
    }
    self.value = String(value)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }

  /// The header's line that shows the key to the API.
  var authorizationHeader: HTTPHeader { HTTPHeader("Authorization", "Bearer \(value)") }

  /// The text without the key, for whatever a server sent back.
  func redacted(from text: String) -> String {
    text.split(separator: value, omittingEmptySubsequences: false).joined(separator: "[API key]")
  }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "[API key]" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
