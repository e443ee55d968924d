import GateModel
import Testing

@testable import GateChecks

struct LexerTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var title: String
    var language: Language
    var text: String
    /// What is left of it once comments and strings are blanked and spaces are drawn together.
    var code: String
    var testDescription: String { "\(language): \(title)" }
    init(_ title: String, _ language: Language, _ text: String, _ code: String) {
      self.title = title
      self.language = language
      self.text = text
      self.code = code
    }
  }

  static let samples = [
    Sample("comments", .javascript, "a // b\n/* c\nd */ e", "a e"),
    Sample("strings", .javascript, #"f("it's", 'say "x"') // y"#, "f( , )"),
    Sample("a template in a template", .javascript, "x = `a${b ? `c${d}` : '}'}e` + y", "x = + y"),
    Sample(
      "a regular expression", .javascript, #"s.replace(/["'`]\//g, y) / 2"#, "s.replace( g, y) / 2"),
    Sample("division", .javascript, "a / b / c // d", "a / b / c"),
    Sample("an apostrophe in markup", .javascript, "<p>Don't</p>\nnext()", "<p>Don next()"),
    Sample(
      "docstrings", .python, "def f():\n  \"\"\"retry 429\"\"\"\n  return 1", "def f(): return 1"),
    Sample("a string that is a value", .python, "x = \"\"\"a\n# b\"\"\"\ny", "x = y"),
    Sample("hash in a string", .python, "f('#', r'\\d') # c", "f( , )"),
    Sample("raw strings", .go, "a := `b // c` // d", "a :="),
    Sample("here-documents", .ruby, "x = <<~SQL\n  retry 429\nSQL\ny", "x = y"),
    Sample("block comments", .ruby, "a\n=begin\nretry\n=end\nb", "a b"),
    Sample("verbatim strings", .csharp, "x = @\"c:\\\"; y = $\"{a}\";", "x = ; y = ;"),
    Sample("text blocks", .java, "x = \"\"\"\n a \"b\" \"\"\"; y", "x = ; y"),
    Sample("hash comments but attributes", .php, "#[Route('/x')]\nf(); # g", "#[Route( )] f();"),
    Sample("hash within a word", .shell, "curl $#x # y\n", "curl $#x"),
    Sample("block comments", .powershell, "<# a #> b", "b"),
  ]

  @Test(arguments: samples) func blanksWhatIsNoCode(_ sample: Sample) {
    let lexer = Lexer(Array(sample.text.utf8), language: sample.language)
    let left = String(decoding: lexer.code, as: UTF8.self)
      .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(left == sample.code)
    #expect(lexer.code.count == sample.text.utf8.count)
    #expect(lexer.codeWithStrings.count == sample.text.utf8.count)
  }

  @Test(arguments: Language.allCases) func anyBytesAreReadToTheirEnd(_ language: Language) {
    let hostile: [UInt8] =
      Array("\"'`/*<<EOF ${{{ #{ %w( \\".utf8) + [0xFF, 0x00, 0x80, 0x0A, 0x27]
    for start in hostile.indices {
      let bytes = Array(hostile[start...])
      let source = SourceFile(path: RepositoryPath("x"), language: language, bytes: bytes)
      #expect(source.code.count == bytes.count)
    }
  }

  @Test func logMessagesAreNoCode() {
    let text = "console.error(`Retrying after ${seconds}`); wait(seconds)"
    let source = SourceFile(
      path: RepositoryPath("a.ts"), language: .javascript, bytes: Array(text.utf8))
    let visible = String(decoding: source.codeWithStrings, as: UTF8.self)
    #expect(!visible.contains("Retrying"))
    #expect(visible.hasSuffix("wait(seconds)"))
    #expect(source.logCalls.count == 1)
  }
}
