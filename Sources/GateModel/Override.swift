/// Somebody's decision to deploy although the gate fails.
package struct Override: Hashable, Sendable {
  package var reason: String
  /// Who decided.
  package var actor: String
  /// What it passes over: checks, and rules whose findings it hides.
  package var passedOver: [String]

  package init(reason: String, actor: String, passedOver: [String] = []) {
    self.reason = reason
    self.actor = actor
    self.passedOver = passedOver
  }
}
