/// One of the server's routes: the API's and the service's.
enum Route: String, CaseIterable {
  case health, ready, metrics
  case users, create, get, list, delete, cancel, close
}

/// How a route misbehaves.
struct Fault: Sendable {
  enum Kind: Sendable {
    case status(Int, headers: [String: String] = [:], body: String = #"{"error":"told to fail"}"#)
    /// Answers as usual, so many milliseconds later.
    case slow(milliseconds: Int)
    /// Never answers, and closes the connection when the book releases it.
    case hang
    /// Closes the connection without an answer.
    case drop
    /// Announces more bytes than it sends.
    case truncated
    /// Sends without end, in chunks.
    case endless
    /// Two megabytes that are 69 bytes on the wire.
    case inflating
    case body(String, type: String = "application/json")
    case redirect(String)
    /// Says that it is done, and does nothing.
    case lie
  }
  var kind: Kind
  /// Whether what was asked for happens all the same.
  var takesEffect = false
  /// After so many times the route is well again.
  var times = Int.max

  static func status(_ code: Int, _ headers: [String: String] = [:]) -> Fault {
    Fault(kind: .status(code, headers: headers))
  }
  static var html: Fault {
    Fault(kind: .body("<!DOCTYPE html><title>Log in</title>", type: "text/html"))
  }
  static func body(_ text: String) -> Fault { Fault(kind: .body(text)) }
  static func redirect(_ to: String) -> Fault { Fault(kind: .redirect(to)) }
  static var hang: Fault { Fault(kind: .hang) }
  static var drop: Fault { Fault(kind: .drop) }
  static var truncated: Fault { Fault(kind: .truncated) }
  static var endless: Fault { Fault(kind: .endless) }
  static var inflating: Fault { Fault(kind: .inflating) }
  static var lie: Fault { Fault(kind: .lie) }

  var isHanging: Bool {
    if case .hang = kind { true } else { false }
  }

  func once() -> Fault { with { $0.times = 1 } }
  func takingEffect() -> Fault { with { $0.takesEffect = true } }

  func with(_ change: (inout Fault) -> Void) -> Fault {
    var copy = self
    change(&copy)
    return copy
  }
}
