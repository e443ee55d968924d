internal import GateModel

/// An SVG badge for a README: the outcome in a few words.
enum BadgeReport {
  static func render(_ report: Report) -> String {
    let (words, color) = outcome(report)
    let left = Side(text: "mxgate", start: 0)
    let right = Side(text: words, start: left.width)
    let width = left.width + right.width
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="20" role="img" \
      aria-label="mxgate: \(words)">
      <title>mxgate: \(words)</title>
      <clipPath id="corners"><rect width="\(width)" height="20" rx="3"/></clipPath>
      <g clip-path="url(#corners)">
      <rect width="\(left.width)" height="20" fill="#444c56"/>
      <rect x="\(left.width)" width="\(right.width)" height="20" fill="\(color)"/>
      </g>
      <g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11" \
      text-anchor="middle">
      \(left.markup)
      \(right.markup)
      </g>
      </svg>

      """
  }

  /// Words of our own alone: nothing of a repository is in them. The colours have a contrast of 4.5
  /// to 1 with white.
  private static func outcome(_ report: Report) -> (words: String, color: String) {
    let (good, bad, unknown) = ("#1a7f37", "#c21f2c", "#6a737d")
    switch report.exitStatus {
    case .passed where report.isPartial: return ("partial", unknown)
    case .passed: return (report.scope == .scan ? "no secrets" : "ready to deploy", good)
    case .failed:
      let secrets = report.all.flatMap(\.findings).count(where: \.fails)
      let open = report.all.map { report in
        report.checks.count { $0.fails(at: report.failOn) }
      }.reduce(0, +)
      let parts = [
        secrets > 0 ? "\(secrets) \(secrets == 1 ? "secret" : "secrets")" : nil,
        open > 0 ? "\(open) to do" : nil,
      ].compactMap { $0 }
      return (parts.isEmpty ? "failed" : parts.joined(separator: ", "), bad)
    case .usage: return ("broken configuration", bad)
    case .couldNotCheck: return ("could not check", unknown)
    case .leftBehind: return ("test data left behind", bad)
    }
  }

  /// One half of the badge. Its text is given the width that is set aside for it, so that another
  /// font fits as well.
  private struct Side {
    let text: String
    let start: Int

    /// Small letters of Verdana are 6 pixels wide on the average at this size.
    private var textWidth: Int { text.count * 6 }
    var width: Int { textWidth + 12 }
    var markup: String {
      "<text x=\"\(start + width / 2)\" y=\"14\" textLength=\"\(textWidth)\">\(text)</text>"
    }
  }
}
