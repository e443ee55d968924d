internal import ArgumentParser
internal import GateModel

struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Prints a command's manual page, or writes all of them.",
    discussion: """
      The pages are made from the commands' own definitions.

      EXAMPLES
        mxgate manual check | man -l -
        mxgate manual --output ~/.local/share/man/man1
      """)

  @Argument(help: "A command, such as check; mxgate itself by default.")
  var command: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The folder to write all pages to.", valueName: "folder"),
    completion: .directory)
  var output: String?

  func validate() throws {
    guard command == nil || output == nil else {
      throw ValidationError("--output writes the pages of all commands")
    }
  }

  func run() throws {
    let pages = ManualPage.all(of: try CommandInfo.ofTool())
    if let output {
      for page in pages { try ReportFile.write(page.roff, to: "\(output)/\(page.name).1") }
      return StandardOutput.print("wrote \(pages.count) pages to \(output)")
    }
    let name = ["mxgate", command].compactMap { $0 }.joined(separator: "-")
    guard let page = pages.first(where: { $0.name == name }) else {
      throw ValidationError(
        "there is no command '\(command ?? "")'; there are: "
          + pages.dropFirst().map { String($0.name.dropFirst("mxgate-".count)) }
          .joined(separator: ", "))
    }
    StandardOutput.print(page.roff)
  }
}
