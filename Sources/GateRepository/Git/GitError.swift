/// Why git could not answer. Each means "could not check", never "nothing found".
package struct GitError: Error, Hashable, Sendable {
  package enum Code: Hashable, Sendable {
    /// No `git` program on the PATH.
    case gitMissing
    case notARepository
    /// A repository without a work tree, or the inside of a `.git` folder.
    case noWorkTree
    /// Git refuses a repository that belongs to somebody else (`safe.directory`).
    case unsafeOwnership
    /// Objects or administrative files are damaged or missing.
    case corrupt
    /// A revision that does not exist here.
    case unknownRevision
    case timedOut
    case outputTooLarge
    /// The run was interrupted.
    case cancelled
    /// Git ended with an error that has no code of its own.
    case failed
    /// Git answered in a form that is not documented.
    case unexpectedAnswer
  }

  package var code: Code
  /// The command as it would be typed, without the settings that every call carries.
  package var command: String
  /// Git's own words, trimmed to `wordsLimit` bytes, credentials in URLs removed.
  package var words: String
  /// What to do about it; empty where nobody knows.
  package var nextStep: String

  package init(_ code: Code, command: String, words: String = "", nextStep: String? = nil) {
    self.code = code
    self.command = command
    self.words = Self.withoutCredentials(String(words.prefix(Self.wordsLimit)))
    self.nextStep = nextStep ?? Self.usualNextStep(code)
  }

  /// Enough for every message of git's, and no flood.
  static let wordsLimit = 2000
}

extension GitError: CustomStringConvertible {
  /// One line: what failed, git's words, the next step.
  package var description: String {
    var parts = ["\(command): \(summary)"]
    if !words.isEmpty { parts.append(words.split(separator: "\n").joined(separator: " ")) }
    if !nextStep.isEmpty { parts.append(nextStep) }
    return parts.joined(separator: "; ")
  }

  private var summary: String {
    switch code {
    case .gitMissing: "git was not found"
    case .notARepository: "not a git repository"
    case .noWorkTree: "this repository has no files checked out here"
    case .unsafeOwnership: "git does not trust this repository: it belongs to another user"
    case .corrupt: "the repository is damaged"
    case .unknownRevision: "no such revision"
    case .timedOut: "git took too long and was ended"
    case .outputTooLarge: "git answered more than is allowed"
    case .cancelled: "interrupted"
    case .failed: "git failed"
    case .unexpectedAnswer: "git answered in an unknown form"
    }
  }
}

extension GitError {
  /// Reads the kind of failure off git's words, which are English under `LC_ALL=C`.
  init(command: String, exitedWith status: String, words: String) {
    let code: Code =
      if words.contains("detected dubious ownership") || words.contains("unsafe repository") {
        .unsafeOwnership
      } else if words.contains("not a git repository") {
        .notARepository
      } else if words.contains("must be run in a work tree") {
        .noWorkTree
      } else if Self.signsOfDamage.contains(where: words.contains) {
        .corrupt
      } else if Self.signsOfUnknownRevision.contains(where: words.contains) {
        .unknownRevision
      } else {
        .failed
      }
    self.init(
      code, command: command, words: words.isEmpty ? status : words,
      nextStep: code == .unsafeOwnership ? Self.suggestedCommand(in: words) : nil)
  }

  private static let signsOfDamage = [
    "bad object", "corrupt", "index file smaller", "bad signature", "bad index", "unable to read",
    "bad config", "invalid gitfile format", "missing blob", "missing tree", "missing commit",
    "not a valid object", "loose object", "object file", "broken ref", "packfile",
  ]
  private static let signsOfUnknownRevision = [
    "unknown revision", "bad revision", "ambiguous argument", "Needed a single revision",
    "Not a valid object name", "Not a valid commit name", "Invalid revision range",
  ]

  private static func usualNextStep(_ code: Code) -> String {
    switch code {
    case .gitMissing: "install git (apt install git, brew install git) and run again"
    case .notARepository: "run in a clone of the repository, or create one with git init"
    case .noWorkTree: "run in a checkout (git clone), or search its commits with scan --history"
    case .unsafeOwnership: "git config --global --add safe.directory <the repository>"
    case .corrupt: "git fsck shows what is damaged; a fresh clone is the usual way out"
    case .unknownRevision: "fetch it (git fetch, in a shallow clone with --unshallow) and run again"
    case .timedOut: "run again; if it lasts, git gc makes large repositories faster"
    case .outputTooLarge: "run on a part of the repository"
    case .cancelled, .failed, .unexpectedAnswer: ""
    }
  }

  /// The refusal itself names the command that mends it, on a line of its own.
  private static func suggestedCommand(in words: String) -> String? {
    words.split(separator: "\n").first { $0.contains("git config --global --add safe.directory") }
      .map { String($0.drop { $0 == " " || $0 == "\t" }) }
  }

  /// `https://user:password@host` becomes `https://***@host`.
  private static func withoutCredentials(_ words: String) -> String {
    var pieces = words.split(separator: "://", omittingEmptySubsequences: false).map(String.init)
    for index in pieces.indices.dropFirst() {
      let authority = pieces[index].prefix { !"/ \n'\"".contains($0) }
      guard let at = authority.lastIndex(of: "@") else { continue }
      pieces[index] = "***" + pieces[index][at...]
    }
    return pieces.joined(separator: "://")
  }
}
