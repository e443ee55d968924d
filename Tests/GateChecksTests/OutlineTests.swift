import GateModel
import Testing

@testable import GateChecks

struct OutlineTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var language: Language
    var text: String
    /// Kinds and names of the blocks around the word `here`, innermost first.
    var blocks: [String]
    var testDescription: String { "\(language): \(text.prefix(40))" }
    init(_ language: Language, _ text: String, _ blocks: [String]) {
      self.language = language
      self.text = text
      self.blocks = blocks
    }
  }

  static let samples = [
    Sample(.javascript, "async function f(a) { for (;;) { here() } }", ["loop", "function f"]),
    Sample(.javascript, "const f = async (a): Promise<X> => { here() }", ["function f"]),
    Sample(.javascript, "const f = (a) => here(a)", ["function f"]),
    Sample(.javascript, "app.post('/x', (a) => { here(a) })", ["function"]),
    Sample(
      .javascript, "class C {\n  async get(a: string): Promise<X> {\n    here()\n  }\n}",
      ["function get", "type C"]),
    Sample(.javascript, "try { a() } catch (e) { here() }", ["handler"]),
    Sample(.javascript, "do { here() } while (cursor)", ["loop"]),
    Sample(
      .python, "class C:\n  def f(self):\n    while True:\n      here()\n  x = 1",
      [
        "loop", "function f", "type C",
      ]),
    Sample(
      .python, "async def f():\n  try:\n    a()\n  except E:\n    here()",
      [
        "handler", "function f",
      ]),
    Sample(
      .ruby, "class C\n  def f\n    loop do\n      here\n    end\n  end\nend",
      [
        "loop", "function f", "type C",
      ]),
    Sample(
      .go, "func (c *C) F(a int) (int, error) {\n  for {\n    here()\n  }\n}",
      [
        "loop", "function F",
      ]),
    Sample(
      .java, "class C { public int f(int a) throws E { here(); } }", ["function f", "type C"]),
    Sample(
      .csharp, "class C { async Task F() { while (true) { here(); } } }",
      [
        "loop", "function F", "type C",
      ]),
    Sample(.kotlin, "fun f(): Int { while (true) { here() } }", ["loop", "function f"]),
    Sample(.php, "function f($a) { foreach ($a as $b) { here(); } }", ["loop", "function f"]),
    Sample(.shell, "f() {\n  while true; do\n    here\n  done\n}", ["loop", "function f"]),
  ]

  @Test(arguments: samples) func findsTheBlocksAroundAPlace(_ sample: Sample) throws {
    let source = SourceFile(
      path: RepositoryPath("x"), language: sample.language, bytes: Array(sample.text.utf8))
    let place = try #require(source.tokens.firstIndex { $0.text == "here" })
    let found = source.blocks(around: place).map { block in
      block.name.isEmpty ? "\(block.kind)" : "\(block.kind) \(block.name)"
    }
    #expect(found == sample.blocks)
  }

  @Test func whatIsDeclaredIsNotCalled() {
    let text =
      "export default {\n  async fetch(request, env): Promise<Response> {\n    get(1)\n  }\n}"
    let source = SourceFile(
      path: RepositoryPath("a.ts"), language: .javascript, bytes: Array(text.utf8))
    #expect(source.calls.map(\.dotted) == ["get"])
  }

  @Test func namesOfCallsPassOverWhatIsBetween() {
    let text = "this.http.get<User>(url, { a: [1, 2], b }).pipe(retry(3))"
    let source = SourceFile(
      path: RepositoryPath("a.ts"), language: .javascript, bytes: Array(text.utf8))
    #expect(source.calls.map(\.dotted) == ["this.http.get", "this.http.get.pipe", "retry"])
    #expect(source.calls.first?.argumentList.count == 2)
  }
}
