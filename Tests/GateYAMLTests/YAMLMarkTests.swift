import GateYAML
import Testing

@Suite struct YAMLMarkTests {
  @Test(arguments: [
    ("key: value", "value", 6),
    ("größe: 1", "1", 10),
    ("'日本': { a: 🐟, b: x }", "x", 25),
  ])
  func columnsCountBytes(text: String, value: String, column: Int) throws {
    let document = try #require(try YAMLParser.firstDocument(Array(text.utf8)))
    #expect(place(of: value, in: document)?.column == column)
  }

  @Test func columnsCountBytesFarIntoALongLine() throws {
    let text = "a: [" + String(repeating: "ö, ", count: 1000) + "end]"
    let document = try #require(try YAMLParser.firstDocument(Array(text.utf8)))
    #expect(place(of: "end", in: document) == YAMLMark(line: 1, column: 4 + 4 * 1000 + 1))
  }

  @Test(arguments: ["\n", "\r\n", "\r", "\u{85}", "\u{2028}"])
  func linesAreCountedAlike(lineEnd: String) throws {
    let text = "a: ä\(lineEnd)b: last\(lineEnd)"
    let document = try #require(try YAMLParser.firstDocument(Array(text.utf8)))
    let mark = try #require(place(of: "last", in: document))
    #expect(mark.column == 4)
    var lines = YAMLLines(Array(text.utf8))
    let line = lines.line(mark.line)
    #expect(line.map { String(decoding: $0.prefix(7), as: UTF8.self) } == "b: last")
    let past = lines.line(mark.line + 2)
    #expect(past == nil)
  }

  private func place(of value: String, in node: YAMLNode) -> YAMLMark? {
    switch node.content {
    case .scalar(let text, _): text == value ? node.start : nil
    case .sequence(let items): items.lazy.compactMap { place(of: value, in: $0) }.first
    case .mapping(let entries):
      entries.lazy.compactMap { place(of: value, in: $0.value) }.first
    }
  }
}
