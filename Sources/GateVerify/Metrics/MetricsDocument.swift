/// What a metrics route gave, in Prometheus' text format or OpenMetrics.
package struct MetricsDocument: Hashable, Sendable {
  package struct Sample: Hashable, Sendable {
    package var name: String
    package var labels: [String: String]
    package var value: Double
  }
  package enum Kind: String, Sendable {
    case counter, gauge, histogram, summary, untyped, unknown, info, stateset, gaugehistogram
  }
  package var samples: [Sample] = []
  /// By the name of the family, as `# TYPE` gives it.
  package var kinds: [String: Kind] = [:]

  /// Whether there is a sample of this name, or of a family of this name.
  package func has(_ name: String) -> Bool {
    let suffixes = ["", "_total", "_count", "_sum", "_bucket", "_info", "_created"]
    let names = Set(suffixes.map { name + $0 })
    return samples.contains { names.contains($0.name) }
  }

  package func samples(named name: String) -> [Sample] { samples.filter { $0.name == name } }
}

/// Why a text is not in the format.
package struct MetricsError: Error, Hashable, Sendable {
  /// Counts from 1.
  package var line: Int
  /// One plain sentence without a full stop.
  package var message: String
}
