internal import ArgumentParser

/// Where rules besides the built-in ones are; shared by all commands that scan.
struct ScanRuleOptions: ParsableArguments {
  @OptionGroup var own: RulesOption

  @Option(
    help: ArgumentHelp(
      "A gitleaks configuration; without it, .gitleaks.toml of the folder.", valueName: "file"))
  var gitleaksConfig: String?
}

/// Where a team's own rules are; shared by all commands that use rules.
struct RulesOption: ParsableArguments {
  @Option(
    name: .customLong("rules"),
    help: ArgumentHelp(
      "A team's own rules, which add to the built-in ones: secrets/*.yaml and checks/*.yaml below "
        + "this folder. Else scan.rules of the manifest.", valueName: "folder"))
  var folder: String?
}
