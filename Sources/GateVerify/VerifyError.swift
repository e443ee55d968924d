package import GateModel

/// Why a live verification can't run or its kept result can't be used.
package struct VerifyError: Error, Hashable, Sendable {
  /// `usage` where the user's input is wrong, `couldNotCheck` where something else stands in the way.
  package var status: ExitStatus
  /// One plain sentence without a full stop.
  package var message: String
  /// What to do about it.
  package var help: String?

  package init(_ message: String, help: String? = nil, status: ExitStatus = .usage) {
    self.status = status
    self.message = message
    self.help = help
  }
}
