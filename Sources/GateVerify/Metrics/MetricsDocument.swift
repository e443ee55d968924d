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
  /// By the name of the family, as `# TYPE` gives it.
  package var kinds: [String: Kind] = [:]
  package private(set) var sampleCount = 0
  private var byName: [String: [Sample]] = [:]

  package mutating func add(_ sample: Sample) {
    byName[sample.name, default: []].append(sample)
    sampleCount += 1
  }

  package var names: some Collection<String> { byName.keys }
  package var samples: [Sample] { byName.values.flatMap(\.self) }
  package func samples(named name: String) -> [Sample] { byName[name] ?? [] }

  /// Whether there is a sample of this name, or of a family of this name.
  package func has(_ name: String) -> Bool {
    ["", "_total", "_count", "_sum", "_bucket", "_info", "_created"].contains {
      byName[name + $0] != nil
    }
  }
}

/// Why a text is not in the format.
package struct MetricsError: Error, Hashable, Sendable {
  /// Counts from 1.
  package var line: Int
  /// One plain sentence without a full stop.
  package var message: String
}
