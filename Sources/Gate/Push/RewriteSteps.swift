internal import GateModel
internal import GateRepository

/// The commands that take a value out of one commit that is not pushed yet.
struct RewriteSteps {
  let history: PushedHistory
  let commit: ObjectID
  let path: RepositoryPath
  /// What is checked out; `nil` for no branch.
  let currentBranch: String?
  /// The file is to leave the commit whole: it must not be in git, or a later commit removes it.
  let untracks: Bool

  /// An introduction, then a command or an instruction a line.
  var lines: [String] {
    let place =
      isTip ? "the last commit of \(refName)" : "\(short), an older commit of \(refName)"
    return ["Then take it out of \(place):"] + checkout + rewrite + after
  }

  private var isTip: Bool { commit == history.tip }
  private var short: String { String(commit.text.prefix(12)) }
  private var file: String { ShellWord.quoted(path.text) }
  private var refName: String { history.branch ?? history.tag ?? history.localRef }

  private var checkout: [String] {
    if let branch = history.branch {
      return branch == currentBranch ? [] : ["git switch \(ShellWord.quoted(branch))"]
    }
    return history.tag.map { ["git switch --detach \(ShellWord.quoted($0))"] } ?? []
  }

  private var rewrite: [String] {
    if isTip { return edit + [amend] }
    if history.parentCount(of: commit) > 1 {
      return ["make this merge again without the value: git show \(short)"]
    }
    return [rebase] + edit + [amend, "git rebase --continue"]
  }

  /// Nothing may be left of the commit once its file is gone.
  private var amend: String {
    "git commit --amend --no-edit" + (untracks ? " --allow-empty" : "")
  }

  private var edit: [String] {
    untracks
      ? ["git rm --cached -- \(file)"]
      : ["edit \(file) so that the value is gone, then: git add -- \(file)"]
  }

  /// Stops at the commit without an editor: what git would have a person write is put in its place.
  private var rebase: String {
    // As many digits as git writes at least.
    let digits = commit.text.prefix(7)
    let editor = #"-c sequence.editor="sed -i.bak 's/^pick \#(digits)/edit \#(digits)/'""#
    let base = history.parentCount(of: commit) == 0 ? "--root" : "\(short)^"
    let merges = history.hasMerges ? "--rebase-merges " : ""
    return "git \(editor) rebase -i --empty=drop \(merges)\(base)"
  }

  private var after: [String] {
    history.tag.map { ["git tag -f \(ShellWord.quoted($0))"] } ?? []
  }
}
