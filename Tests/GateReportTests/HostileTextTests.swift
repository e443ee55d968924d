import FoundationEssentials
import GateReport
import Testing

/// What a repository's names and contents must never do in a report.
@Suite struct HostileTextTests {
  @Test(arguments: ReportFormat.allCases)
  func noControlCharacterSurvives(format: ReportFormat) {
    let text = format.render(SampleReports.hostile)
    let controls = text.unicodeScalars.filter {
      ($0.value < 0x20 && $0 != "\n") || (0x7F...0x9F).contains($0.value) || $0.value == 0x202E
    }
    if format == .json || format == .sarif || format == .gitlab {
      // JSON writes them as escapes; the direction override is data there.
      #expect(controls.allSatisfy { $0.value == 0x202E })
    } else {
      #expect(controls.isEmpty)
    }
  }

  @Test func noWorkflowCommandStartsALine() {
    let lines = ReportFormat.github.render(SampleReports.hostile).split(separator: "\n")
    #expect(lines.count == 1)
    #expect(lines[0].hasPrefix("::error file=a"))
    #expect(!lines[0].dropFirst(2).prefix { $0 != "=" }.contains("::"))
  }

  @Test func noMarkupSurvives() {
    for format in [ReportFormat.html, .junit, .markdown] {
      let text = format.render(SampleReports.hostile)
      #expect(!text.contains("<script>"))
      #expect(!text.contains("<b>"))
    }
  }

  @Test(arguments: [ReportFormat.json, .sarif, .gitlab])
  func isValidJSON(format: ReportFormat) throws {
    for sample in SampleReports.all {
      let text = format.render(sample.report)
      _ = try JSONDecoder().decode(AnyJSON.self, from: Data(text.utf8))
    }
  }
}

/// Decodes any JSON text; only whether it does matters.
private struct AnyJSON: Decodable {
  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: AnyKey.self) {
      for key in object.allKeys { _ = try object.decode(AnyJSON.self, forKey: key) }
    } else if var array = try? decoder.unkeyedContainer() {
      while !array.isAtEnd { _ = try array.decode(AnyJSON.self) }
    } else {
      let value = try decoder.singleValueContainer()
      if value.decodeNil() { return }
      if (try? value.decode(Bool.self)) != nil { return }
      if (try? value.decode(Double.self)) != nil { return }
      _ = try value.decode(String.self)
    }
  }

  private struct AnyKey: CodingKey {
    var stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
