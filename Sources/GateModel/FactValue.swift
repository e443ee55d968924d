/// A value that a manifest claims or that the repository shows, in comparable form.
package enum FactValue: Hashable, Sendable {
  case flag(Bool)
  case number(Double)
  /// Seconds.
  case duration(Double)
  /// 0 to 100.
  case percent(Double)
  case text(String)
  case list([String])
  case statuses(HTTPStatusSet)
}

/// HTTP statuses, as a manifest writes them: `[429, 5xx]`.
package struct HTTPStatusSet: Hashable, Sendable {
  package var codes: Set<Int>
  package init(_ codes: some Sequence<Int>) { self.codes = Set(codes) }

  /// All of one class: `5` gives 500...599.
  package static func hundreds(_ hundreds: Int) -> HTTPStatusSet {
    HTTPStatusSet(hundreds * 100...hundreds * 100 + 99)
  }
  package func union(_ other: HTTPStatusSet) -> HTTPStatusSet {
    HTTPStatusSet(codes.union(other.codes))
  }
}
