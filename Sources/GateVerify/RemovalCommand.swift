/// The commands with which a person removes by hand what a run could not.
struct RemovalCommand {
  let baseAddress: HTTPAddress
  let keyVariable: String
  let organization: String?

  /// Removes one work order. The key stands in it as its variable.
  func curl(_ id: WorkOrderID, by method: RemovalMethod) -> String {
    var words = [
      "curl", "--fail", "-X", method.verb.rawValue, "-H",
      "\"Authorization: Bearer $\(keyVariable)\"",
    ]
    if let organization { words += ["-H", Self.quoted("x-organization-id: \(organization)")] }
    if let body = method.body {
      words += ["-H", "'Content-Type: application/json'", "-d", Self.quoted(body)]
    }
    let address = baseAddress.appending(path: "/workorders/\(id)\(method.pathSuffix)")
    return (words + [Self.quoted(address.description)]).joined(separator: " ")
  }

  /// Looks for what is left, where no id is known.
  var sweep: String {
    "mxgate verify --sweep --older-than 0s --base-url \(Self.quoted(baseAddress.description))"
  }

  /// For a POSIX shell.
  private static func quoted(_ text: String) -> String {
    "'\(text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#))'"
  }
}
