internal import ArgumentParser
internal import Gate
internal import GateReport

struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Prints the page of a check or of a secret rule.",
    discussion: """
      What it wants, why, how it is judged, how to prove or attest it, and the fix in the \
      repository's language.

      EXAMPLES
        mxgate explain errors.retry
        mxgate explain maintainx-api-key
      """)

  @Argument(help: "A check's or rule's id.", completion: .ruleIDs)
  var id: String

  @Option(help: ArgumentHelp("The repository whose language the fix is in.", valueName: "folder"))
  var path = "."

  @OptionGroup var rules: RulesOption

  @Option(name: .long, help: "Colours on standard output.")
  var color: ColorChoice = .auto

  func run() async throws {
    do {
      let page = try await Explanation.page(of: id, root: path, ownRules: rules.folder)
      let text = PageText(isColored: Terminal.isColored(color)).text(page)
      StandardOutput.print(text)
    } catch {
      throw error.reported()
    }
  }
}

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the manifest's JSON Schema (2020-12).",
    discussion: """
      EXAMPLES
        mxgate schema > mxgate.schema.json
      """)

  @OptionGroup var rules: RulesOption

  func run() throws {
    do {
      StandardOutput.print(try Explanation.schema(ownRules: rules.folder))
    } catch {
      throw error.reported()
    }
  }
}
