import GateModel
import GateRules

/// One place where the service sends a request.
struct CallSite: Sendable {
  /// Whom the request goes to.
  enum Target { case api, elsewhere, unknown }

  let source: SourceFile
  let call: Call
  let client: HTTPClientDefinition
  /// The instance that the request goes through, where its making was found.
  let instance: ClientInstance?
  /// The address as far as it is known; `{}` stands for what is not.
  let address: String
  /// `GET`, `POST`, ...; `nil` where it is not known.
  let method: String?
  let target: Target

  /// The first token of the call.
  var token: Int { call.nameTokens.lowerBound }

  /// Where the call stands.
  /// Whether the client is made by hand: `new HttpClient()`, not by a factory or injected.
  var isOfOwnClient: Bool {
    guard let instance, let first = instance.creation.first, first > 0 else { return false }
    return instance.source.tokens[first - 1].isWord("new")
  }

  func evidence(_ note: String? = nil) -> Evidence {
    source.evidence(at: source.byteRange(of: call.nameTokens), note: note)
  }
}

/// A client that was made once and is used by many calls: `axios.create({ ... })`.
struct ClientInstance: Sendable {
  let source: SourceFile
  let client: HTTPClientDefinition
  /// The variable or field it is kept in.
  let name: String
  /// Tokens of the statement that makes it; empty where it is only declared.
  let creation: Range<Int>
  let nameToken: Int
}
