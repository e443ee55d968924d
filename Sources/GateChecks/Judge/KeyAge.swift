package import GateModel

/// Turns the age of the key in the environment into an observation about `auth.keyRotation`.
package enum KeyAge {
  package static let check = CheckID("auth.keyRotation")

  /// - Parameters:
  ///   - issued: the day of the key's `iat`.
  ///   - variable: the environment variable that holds it.
  ///   - location: where the manifest names the variable.
  package static func observation(
    issued: CalendarDay, variable: String, location: Location, today: CalendarDay
  ) -> Observation {
    let days = max(0, today.days(since: issued))
    let secondsPerDay = 86_400.0
    return Observation(
      .proves,
      Evidence(
        location: location, excerpt: variable,
        note: "the key in \(variable) was issued on \(issued), \(days) days ago"),
      facts: ["every": .duration(Double(days) * secondsPerDay)])
  }
}
