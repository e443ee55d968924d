import GateModel
import GateYAML
import Testing

@testable import GateChecks

@Suite struct FilesReaderTests {
  static func file(_ text: String) -> TextFile {
    TextFile(path: RepositoryPath("file"), bytes: Array(text.utf8))
  }

  @Test func tomlIsReadWithItsLines() {
    let (root, mistakes) = TOMLReader.document(
      Array(
        """
        title = "a # b" # comment
        a.b = 1
        [tool."x.y"]
        list = [
          'one', # first
          "two",
        ]
        inline = { k = true, n = { m = 2 } }
        text = \"\"\"
        many
        lines\"\"\"
        [[vm]]
        memory = "1gb"
        [[vm]]
        memory = "2gb"
        [vm.extra]
        c = 3
        broken line
        = 4
        """.utf8))
    #expect(mistakes == [18, 19])
    #expect(root["title"]?.scalar == "a # b")
    #expect(root.at(["a", "b"])?.integer == 1)
    #expect(root.at(["tool", "x.y", "list"])?.sequence?.compactMap(\.scalar) == ["one", "two"])
    #expect(root.at(["tool", "x.y", "inline", "n", "m"])?.integer == 2)
    #expect(root["vm"]?.sequence?.map { $0["memory"]?.scalar } == ["1gb", "2gb"])
    #expect(root["vm"]?.sequence?.last?["memory"]?.start.line == 15)
    #expect(root["vm"]?.sequence?.last?.at(["extra", "c"])?.integer == 3)
  }

  @Test func jsonWithCommentsIsReadInPlace() throws {
    let text =
      "{ // one\n \"a//b\": \"/* no */\", /* two\n * lines */ \"c\": \"\\uD83D\\ude00\",\n}"
    let readable = JSONText.readable(Array(text.utf8))
    #expect(readable.count == text.utf8.count)
    let root = try #require(try YAMLParser.firstDocument(readable))
    #expect(root["a//b"]?.scalar == "/* no */")
    #expect(root["c"]?.start.line == 3)
  }

  @Test func templateActionsAreMaskedInPlace() {
    let text = "a: {{ .x }}\n  {{- if .y }} \nb: \"{{ \"}}\" }}\"\n{{/* c */}}\nd: {{ e"
    let masked = GoTemplate.masked(Array(text.utf8))
    #expect(
      String(decoding: masked, as: UTF8.self)
        == "a: ________\n               \nb: \"__________\"\n           \nd: {{ e")
  }

  @Test func terraformIsReadAsBlocks() throws {
    let blocks = HCLReader.blocks(
      in: Self.file(
        """
        resource "a" "b" { # comment
          x = 1 // one
          y = jsonencode([{
            z = 2
          }])
          text = <<-EOT
            resource "no" "no" {
          EOT
          inner { k = "v" }
          deep {
            w = "{"
          }
        }
        data "c" "d" {}
        """))
    #expect(blocks.map(\.type) == ["resource", "data"])
    let first = try #require(blocks.first)
    #expect(first.labels == ["a", "b"])
    #expect(first.attributes.map(\.name) == ["x", "y", "text"])
    #expect(first.attribute("y")?.line == 3)
    #expect(first.blocks.map(\.type) == ["inner", "deep"])
  }

  @Test func commandsAreTakenOutOfTheirWrappers() {
    let line =
      "CI=1 sudo npx --yes eslint . && (cd a; poetry run python -m pytest -q) | tee x # mypy"
    #expect(ShellCommand.commands(in: line).map(\.program) == ["eslint", "cd", "pytest", "tee"])
    #expect(ShellCommand.commands(in: "retry uv run --with x mypy a").map(\.head) == ["mypy a"])
    #expect(ShellCommand.commands(in: "$(UV) run pytest").map(\.program) == ["pytest"])
  }

  @Test func continuedLinesAreJoined() {
    let lines = ShellScript.logicalLines(["a \\", " b", "c", "d \\"])
    #expect(lines.map(\.index) == [0, 2, 3])
    #expect(lines.map(\.text) == ["a   b", "c", "d "])
  }

  @Test func twoDetectorsObservationsAreCombined() {
    let place = Evidence(location: Location(path: RepositoryPath("a"), line: 1), excerpt: "")
    let proof = CheckObservations(
      observations: [Observation(.proves, place)], lookedFor: "a", filesExamined: 1)
    let failed = CheckObservations(
      lookedFor: "b", filesExamined: 2, notApplicable: Inapplicability(reason: "r"), failure: "f")
    #expect(proof.combined(with: failed).failure == nil)
    #expect(proof.combined(with: failed).notApplicable == nil)
    #expect(proof.combined(with: failed).lookedFor == "a, or b")
    #expect(failed.combined(with: CheckObservations()).failure == "f")
    #expect(failed.combined(with: CheckObservations()).notApplicable?.reason == "r")
  }
}
