internal import ArgumentParser
internal import FoundationEssentials

/// A command's definition as the argument parser describes it (`--experimental-dump-help`).
struct CommandInfo: Decodable {
  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }
    struct Name: Decodable {
      enum Kind: String, Decodable { case long, short, longWithSingleDash }
      var kind: Kind
      var name: String

      var text: String { kind == .long ? "--\(name)" : "-\(name)" }
    }
    var kind: Kind
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var allValues: [String]?
    var abstract: String?
  }
  var commandName: String
  var abstract: String?
  var discussion: String?
  var subcommands: [CommandInfo]?
  var arguments: [Argument]?

  /// All of `mxgate`.
  static func ofTool() throws -> CommandInfo {
    struct Tool: Decodable { var command: CommandInfo }
    return try JSONDecoder().decode(Tool.self, from: Data(MXGate._dumpHelp().utf8)).command
  }
}
