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

  /// What it means that a fact is not so; `nil` where that says nothing of the service.
  static func absence(_ fact: ServiceFact) -> String? {
    switch fact {
    case .lists: "lists nothing"
    case .syncs: "stores nothing"
    case .creates: "creates nothing"
    case .updates: "updates nothing"
    case .receivesWebhooks: "receives no webhooks"
    case .polls, .scales: nil
    }
  }

  static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.joined() }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
