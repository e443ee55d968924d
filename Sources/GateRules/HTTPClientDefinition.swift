package import GateModel

/// A library that sends requests over HTTP, and what it does by itself.
package struct HTTPClientDefinition: Sendable {
  package var name: String
  /// Language families as in `Language`.
  package var languages: Set<String>
  /// Dotted names of the calls that send a request; `*` at the end stands for any method.
  package var sends: [String]
  /// Dotted names of the calls and types that make an instance of the client.
  package var creates: [String]
  /// Types that a variable may be declared with to be an instance.
  package var types: [String]
  /// Methods of an instance that send a request.
  package var methods: Set<String>
  /// Which argument is the address, from 0.
  package var addressArgument: Int
  /// Names of the options and setters that limit a request's time.
  package var timeouts: Set<String>
  /// How many seconds one unit of a timeout is: 1, or 0.001 for milliseconds.
  package var timeoutUnit: Double
  /// The timeout in seconds where none is set; `nil` where the client waits for ever.
  package var defaultTimeout: Double?
  /// Whether an answer of 400 or more is raised as an error.
  package var raises: Bool
  /// What it retries by itself, in words; empty where it does not.
  package var retries: String
  /// Whether an instance keeps connections open for its next request.
  package var pools: Bool
  /// The file of a team's own rules that describes it.
  package var addedBy: RepositoryPath?

  package init(
    name: String, languages: Set<String>, sends: [String] = [], creates: [String] = [],
    types: [String] = [], methods: Set<String> = [], addressArgument: Int = 0,
    timeouts: Set<String> = [], timeoutUnit: Double = 1, defaultTimeout: Double? = nil,
    raises: Bool = false, retries: String = "", pools: Bool = false
  ) {
    self.name = name
    self.languages = languages
    self.sends = sends
    self.creates = creates
    self.types = types
    self.methods = methods
    self.addressArgument = addressArgument
    self.timeouts = timeouts
    self.timeoutUnit = timeoutUnit
    self.defaultTimeout = defaultTimeout
    self.raises = raises
    self.retries = retries
    self.pools = pools
  }

  /// What follows its name where it proves something: a team's own file says so, nobody else.
  package var source: String { addedBy.map { ", by \($0)" } ?? "" }

  /// The methods that `*` stands for.
  package static let verbs: Set<String> = [
    "get", "post", "put", "patch", "delete", "head", "options", "request", "send", "stream",
  ]
}
