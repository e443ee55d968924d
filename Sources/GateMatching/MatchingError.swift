/// Why matching could not be done; each means "could not check", never "no match".
package struct MatchingError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// The pattern does not compile.
    case badPattern
    /// The pattern backtracked to its limit on this input.
    case limitReached
    /// The library failed: out of memory, or an error code it names.
    case library
  }
  package var code: Code
  package var message: String
  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }
}
