internal import GateModel

/// What is wrong with an answer, or with the lack of one.
struct Diagnosis: Error, Hashable {
  /// A name that `rules/troubleshooting.yaml` can speak of: `timeout`, `html`, or a status.
  var cause: String
  /// What was seen, for people.
  var got: String

  static let interrupted = Diagnosis(cause: "interrupted", got: "a request to stop")
  static let outOfTime = Diagnosis(cause: "outOfTime", got: "no time left")

  static func unhealthy(_ what: String) -> Diagnosis {
    Diagnosis(cause: "unhealthy", got: "200, but \(what)")
  }

  init(cause: String, got: String) {
    self.cause = cause
    self.got = got
  }

  /// A status that is not the one wanted, in the server's own words where it has some.
  init(unexpected response: HTTPResponse) {
    let words = response.errorMessage.map { " \($0)" } ?? ""
    let wait = response.header("Retry-After").map { ", to be retried after \($0)" } ?? ""
    self.init(cause: String(response.status), got: "\(response.status)\(words)\(wait)")
  }

  /// An answer with the right status and the wrong content.
  init(_ response: HTTPResponse, lacking what: String) {
    self =
      response.isHTML
      ? Diagnosis(
        cause: "html", got: "\(response.status) with a web page (HTML), such as a login form")
      : Diagnosis(
        cause: "wrongAnswer",
        got: "\(response.status) without \(what): \(response.errorMessage ?? "an empty body")")
  }

  init(_ error: CallError) {
    switch error.cause {
    case .transport(let error):
      self.init(cause: error.kind.rawValue, got: error.explanation)
    case .redirect(let target): self.init(cause: "redirect", got: "a redirect \(target)")
    case .outOfTime: self = .outOfTime
    case .interrupted: self = .interrupted
    }
  }
}

extension TransportError {
  fileprivate var explanation: String {
    let words =
      switch kind {
      case .cannotResolve: "the host's name was not found"
      case .cannotConnect: "no connection"
      case .tls: "TLS failed"
      case .timeout: "no answer in time"
      case .connectionLost: "the connection ended before the answer did"
      case .tooLarge: "an answer larger than is read"
      case .notHTTP: "an answer that is not HTTP"
      case .interrupted: "a request to stop"
      case .other: "no answer"
      }
    return detail.isEmpty ? words : "\(words) (\(detail))"
  }
}

extension HTTPResponse {
  /// Longer texts from a server are cut: the start tells.
  private static let longestExcerpt = 200

  /// The API's `{"error": ...}` or `{"errors": [{"error": ...}]}`, else the start of the body.
  var errorMessage: String? {
    let json = DecodedJSON(body)
    let messages =
      json?["errors"]?.array?.compactMap { $0["error"]?.text }
      ?? [json?["error"]?.text].compactMap(\.self)
    let text =
      messages.isEmpty
      ? String(decoding: body.prefix(Self.longestExcerpt), as: UTF8.self)
      : messages.joined(separator: "; ")
    let line = text.prefix(Self.longestExcerpt).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return line.isEmpty ? nil : line
  }
}
