/// The literals that the sweep looks for, so that only the files that hold one are read closely.
///
/// Found without regard to case; a file's tags are the literals in lower case.
package enum EvidenceAnchors {
  /// What names the MaintainX API: its host, its keys, clients called after it.
  package static let maintainX = ["maintainx", "mx_token", "mx_api_key", "mx_bearer_token"]

  /// What sends requests over HTTP, by the languages that write it so.
  private static let outbound: [(languages: Set<Language>, literals: [String])] = [
    (
      [.javascript],
      [
        "fetch(", "fetch<", "axios", "got(", "got.", "ky.", "superagent", "https.request",
        "https.get", "http.request", "octokit", "needle", "undici", "httprequest", "httpservice",
      ]
    ),
    ([.python], ["requests.", "from requests", "httpx", "aiohttp", "urllib"]),
    ([.go], ["http.client", "http.get", "http.post", "http.newrequest", "resty", "httpclient"]),
    (
      [.ruby],
      [
        "net::http", "faraday", "httparty", "restclient", "uri.open", "http.get", "http.post",
        "excon", "typhoeus",
      ]
    ),
    (
      [.java, .kotlin],
      [
        "httpclient", "resttemplate", "restoperations", "restclient", "webclient", "okhttp",
        "feignclient", "retrofit", "openconnection",
      ]
    ),
    ([.csharp], ["httpclient", "restsharp", "restclient"]),
    ([.php], ["curl_", "guzzle", "http::", "wp_remote", "httpclient", "clientinterface"]),
    ([.shell, .powershell], ["curl ", "invoke-rest", "invoke-web"]),
  ]

  /// Whether what was found in a file sends requests in the file's language.
  static func sends(_ tags: Set<String>, in language: Language) -> Bool {
    outbound.contains { $0.languages.contains(language) && !tags.isDisjoint(with: $0.literals) }
  }

  /// All literals, in order, without doubles.
  package static var literals: [String] {
    var seen: Set<String> = []
    return (maintainX + outbound.flatMap(\.literals)).filter { seen.insert($0).inserted }
  }
}
