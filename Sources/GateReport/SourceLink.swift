internal import GateModel

/// The address of a line where the host of the sources is known.
struct SourceLink {
  let report: Report

  func address(of location: Location) -> String? {
    guard let start = report.sourceURL else { return nil }
    let path = PercentEncoding.path(report.prefix.appending(location.path.bytes))
    return "\(start)/\(path)#L\(location.line)"
  }

  /// The place as markup: a link where there is one.
  func markup(_ location: Location) -> String {
    let place = "\(location.path.text):\(location.line)"
    return "<span class=\"place\">\(HTMLPage.link(place, to: address(of: location)))</span>"
  }
}
