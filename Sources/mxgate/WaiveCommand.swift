internal import ArgumentParser
internal import Gate
internal import GateModel

extension CalendarDay: ExpressibleByArgument {
  package init?(argument: String) { self.init(argument) }
}

struct WaiveCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "waive",
    abstract: "Writes a dated exception for one check into the manifest.",
    discussion: """
      How long a waiver may live is the policy's: 30 days for auth.*, 90 for other P0 (with a \
      link) and P1, 180 for P2.

      EXAMPLES
        mxgate waive observability.metrics --reason "arrives with the platform upgrade" \\
          --owner team-maintenance --until 2026-12-20
      """)

  @Argument(help: "The check's id.", completion: .ruleIDs)
  var id: String

  @Option(help: "Why it is not met yet.")
  var reason: String

  @Option(help: "Who sees to it.")
  var owner: String

  @Option(help: ArgumentHelp("The last day on which it counts.", valueName: "date"))
  var until: CalendarDay

  @Option(help: ArgumentHelp("Where the work is tracked.", valueName: "url"))
  var link: String?

  @Option(help: ArgumentHelp("The service's folder.", valueName: "folder"))
  var path = "."

  func run() async throws {
    do {
      try await ManifestChange(root: path, today: Today.utc)
        .waive(id, reason: reason, owner: owner, until: until, link: link)
      StandardOutput.print("waived \(id) until \(until)")
    } catch {
      throw error.reported()
    }
  }
}

struct AttestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attest",
    abstract: "Writes an attestation for one check into the manifest.",
    discussion: """
      For what cannot live in a repository: who saw it, when, and where that is written.

      EXAMPLES
        mxgate attest auth.keyRotation --by team-maintenance \\
          --url https://wiki.example.com/rotation
      """)

  @Argument(help: "The check's id.", completion: .ruleIDs)
  var id: String

  @Option(help: "Who attests it.")
  var by: String

  @Option(help: "Where it is written down.")
  var url: String

  @Option(help: ArgumentHelp("The day of it; today by default.", valueName: "date"))
  var date: CalendarDay?

  @Option(help: ArgumentHelp("The service's folder.", valueName: "folder"))
  var path = "."

  func run() async throws {
    do {
      try await ManifestChange(root: path, today: Today.utc)
        .attest(id, by: by, date: date ?? Today.utc, url: url)
      StandardOutput.print("attested \(id)")
    } catch {
      throw error.reported()
    }
  }
}
