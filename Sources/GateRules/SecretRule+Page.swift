package import GateModel

extension SecretRule {
  /// The rule's page.
  package var page: Page {
    Page(
      id: id, title: title,
      facts: [
        Page.Fact("Severity", severity.rawValue), Page.Fact("Confidence", confidence.rawValue),
        Page.Fact("Format", source),
      ],
      sections: [
        Page.Section("Why", [.paragraph(why.isEmpty ? Self.reason : why)]),
        Page.Section("How it is recognised", [.paragraph(recognition)]),
        Page.Section("What to do", [.paragraph(fix), .paragraph(falseAlarm)]),
      ])
  }

  private static let reason =
    "Whoever can read the repository can use it, and git's history keeps it after its removal."

  private var recognition: String {
    var words: [String]
    switch detection {
    case .pattern:
      words = ["By its own shape, anywhere in a file."]
    case .named(let names, _):
      let list = names.map { "`\($0)`" }.joined(separator: ", ")
      words = ["By its shape and a name beside it that holds one of \(list)."]
    case .context:
      words = ["By what stands around it: an assignment, a header, a URL."]
    case .search:
      words = ["By its own shape, anywhere in a file that holds one of its keywords."]
    }
    if checksum != nil { words.append("Its checksum must be right.") }
    if minEntropy != nil { words.append("Values that are too regular to be real are left out.") }
    return words.joined(separator: " ")
  }

  private var falseAlarm: String {
    if case .context("maintainx-key") = detection {
      return "It is reported only where it decodes as a MaintainX key; neither a comment nor a "
        + "waiver hides it."
    }
    return "Where it is no secret, say so on its line: `mxgate:allow[\(id)] reason`. "
      + "It is counted in every report."
  }
}
