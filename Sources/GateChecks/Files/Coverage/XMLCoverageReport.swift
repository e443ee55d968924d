/// Reads Cobertura's and JaCoCo's XML.
/// Sources: https://cobertura.github.io/cobertura/ (coverage-04.dtd) and
/// https://www.jacoco.org/jacoco/trunk/coverage/report.dtd
enum XMLCoverageReport {
  static func read(_ file: TextFile) throws(CoverageReportError) -> CoverageReport? {
    let tags: [XMLTag]
    do throws(XMLTag.Malformed) {
      tags = try XMLTag.tags(in: file.bytes)
    } catch {
      throw CoverageReportError("not well-formed XML")
    }
    switch tags.first?.name {
    case "coverage": return cobertura(tags[0])
    case "report": return jacoco(tags)
    default: return nil
    }
  }

  /// The root's totals: `branches-covered` of `branches-valid`, or the rates where it has no totals.
  private static func cobertura(_ root: XMLTag) -> CoverageReport? {
    func totals(_ name: String) -> CoverageReport? {
      guard let total = root.attributes["\(name)-valid"].flatMap({ Int($0) }), total > 0,
        let covered = root.attributes["\(name)-covered"].flatMap({ Int($0) }),
        (0...total).contains(covered)
      else { return nil }
      return CoverageReport(covered: covered, total: total, measuresBranches: name == "branches")
    }
    return totals("branches") ?? totals("lines") ?? root.attributes["line-rate"].flatMap(rate)
  }

  /// `line-rate="0.87"`, in ten-thousandths.
  private static func rate(_ text: String) -> CoverageReport? {
    guard let rate = Double(text), (0...1).contains(rate) else { return nil }
    return CoverageReport(
      covered: Int((rate * 10_000).rounded(.down)), total: 10_000, measuresBranches: false)
  }

  /// The counters directly below `report` are the whole's.
  private static func jacoco(_ tags: [XMLTag]) -> CoverageReport? {
    func counter(_ type: String) -> CoverageReport? {
      let tag = tags.first {
        $0.name == "counter" && $0.depth == 1 && $0.attributes["type"] == type
      }
      guard let missed = tag?.attributes["missed"].flatMap({ Int($0) }),
        let covered = tag?.attributes["covered"].flatMap({ Int($0) }), missed >= 0, covered >= 0
      else { return nil }
      let (total, overflow) = missed.addingReportingOverflow(covered)
      return overflow
        ? nil
        : CoverageReport(covered: covered, total: total, measuresBranches: type == "BRANCH")
    }
    return counter("BRANCH") ?? counter("LINE")
  }
}
