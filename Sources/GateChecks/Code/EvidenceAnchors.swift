/// The literals that the sweep looks for, so that only the files that hold one are read closely.
///
/// Found without regard to case; a file's tags are the literals in lower case.
package enum EvidenceAnchors {
  /// What names the MaintainX API: its host, its keys, clients called after it.
  package static let maintainX = ["maintainx", "mx_token", "mx_api_key", "mx_bearer_token"]

  /// What sends requests over HTTP.
  package static let outbound = [
    "fetch(", "axios", "got(", "got.", "ky.", "superagent", "https.request", "http.request",
    "requests.", "httpx", "aiohttp", "urllib", "http.client", "http.get", "http.newrequest",
    "resty", "net::http", "faraday", "httparty", "restclient", "uri.open", "httpclient",
    "resttemplate", "webclient", "okhttp", "feignclient", "curl_", "guzzle", "http::",
    "wp_remote", "restsharp", "curl ", "invoke-rest", "octokit", "retrofit",
  ]

  /// All literals, in order, without doubles.
  package static var literals: [String] { maintainX + outbound }
}
