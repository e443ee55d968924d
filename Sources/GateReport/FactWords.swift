internal import GateModel

/// A service's facts in words.
enum FactWords {
  static func phrase(_ fact: ServiceFact) -> String {
    switch fact {
    case .lists: "lists records"
    case .polls: "polls"
    case .syncs: "syncs and stores records"
    case .receivesWebhooks: "receives webhooks"
    case .creates: "creates records"
    case .updates: "updates records"
    case .scales: "scales out"
    }
  }

  static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.joined() }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
