internal import GateModel

/// Error rate, latency and sync lag, as a service's own metrics tell them.
///
/// Services name their metrics as they like: what is looked for are the usual words, those of
/// MaintainX's calls before those of other HTTP.
struct ServiceVitals {
  let window: MetricsWindow
  /// Seconds since 1970, against which a time stamp of the last sync is held.
  let unixTime: Double

  /// A rate or a percentile of fewer calls says nothing.
  static let fewestCalls = 10.0

  enum Reading: Hashable {
    /// With its source: "p95 of http_request_duration_seconds".
    case value(Double, source: String)
    case unknown(String)
  }

  func reading(of kind: LiveAlert.Kind) -> Reading {
    switch kind {
    case .errorRate: errorRate
    case .latency: latency
    case .syncLag: syncLag
    }
  }

  // MARK: Error rate

  /// Failed calls out of all, 0 to 1.
  var errorRate: Reading {
    var fewest: Reading?
    for counter in names(where: MetricNames.countsCalls) {
      let calls = window.growth(of: counter)
      let total = calls.reduce(0) { $0 + $1.value }
      guard let failed = failures(among: calls, of: counter) else { continue }
      guard total >= Self.fewestCalls else {
        fewest = fewest ?? .unknown("only \(Int(total)) calls in \(counter)")
        continue
      }
      return .value(failed / total, source: "\(Int(failed)) of \(Int(total)) in \(counter)")
    }
    return fewest ?? .unknown("no counter of calls with their status was found")
  }

  /// `nil` where nothing tells failed calls from others.
  private func failures(
    among calls: [(labels: [String: String], value: Double)], of counter: String
  ) -> Double? {
    let told = calls.filter { MetricNames.failure(in: $0.labels) != nil }
    if !told.isEmpty {
      return told.reduce(0) { MetricNames.failure(in: $1.labels) == true ? $0 + $1.value : $0 }
    }
    let family = MetricNames.isAboutMaintainX(counter)
    return names(where: MetricNames.countsErrors)
      .first { MetricNames.isAboutMaintainX($0) == family }
      .map(window.totalGrowth)
  }

  // MARK: Latency

  /// Seconds.
  var latency: Reading {
    for family in latencyFamilies {
      let scale = MetricNames.secondsPerUnit(family)
      if let value = percentile95(of: family) {
        return .value(value * scale, source: "p95 of \(family)")
      }
      let count = window.totalGrowth(of: family + "_count")
      if count >= Self.fewestCalls {
        let mean = window.totalGrowth(of: family + "_sum") / count
        return .value(mean * scale, source: "average of \(family)")
      }
    }
    return .unknown("no histogram of calls' duration with at least \(Int(Self.fewestCalls)) calls")
  }

  private var latencyFamilies: [String] {
    names { $0.hasSuffix("_count") && MetricNames.measuresDuration(String($0.dropLast(6))) }
      .map { String($0.dropLast(6)) }
  }

  /// By interpolation within a bucket, as Prometheus' `histogram_quantile` has it.
  private func percentile95(of family: String) -> Double? {
    var counts: [Double: Double] = [:]
    for (labels, value) in window.growth(of: family + "_bucket") {
      guard let text = labels["le"], let bound = text == "+Inf" ? .infinity : Double(text) else {
        return nil
      }
      counts[bound, default: 0] += value
    }
    let bounds = counts.keys.sorted()
    guard bounds.count >= 2, let total = counts[.infinity], total >= Self.fewestCalls else {
      return nil
    }
    let rank = 0.95 * total
    var lower = (bound: 0.0, count: 0.0)
    for bound in bounds {
      let count = counts[bound] ?? 0
      if count >= rank {
        // Beyond the last bound nothing more is known.
        guard bound.isFinite, count > lower.count else { return lower.bound }
        let share = (rank - lower.count) / (count - lower.count)
        return lower.bound + (bound - lower.bound) * share
      }
      lower = (bound, count)
    }
    return nil
  }

  // MARK: Sync lag

  /// Seconds.
  var syncLag: Reading {
    let lags = names(where: MetricNames.measuresLag)
    if let name = lags.first, let worst = worst(name) {
      return .value(worst * MetricNames.secondsPerUnit(name), source: name)
    }
    if let name = names(where: MetricNames.datesSync).first,
      let oldest = window.last.samples(named: name).map(\.value).filter(\.isFinite).min(),
      oldest > 0
    {
      return .value(max(0, unixTime - oldest * MetricNames.secondsPerUnit(name)), source: name)
    }
    return .unknown("no gauge of the sync's lag was found")
  }

  private func worst(_ name: String) -> Double? {
    window.last.samples(named: name).map(\.value).filter { !$0.isNaN }.max()
  }

  /// The names that pass, those about MaintainX first, otherwise in the order of the alphabet.
  private func names(where isWanted: (String) -> Bool) -> [String] {
    window.last.names.filter(isWanted).sorted { left, right in
      let order = [left, right].map(MetricNames.isAboutMaintainX)
      return order[0] == order[1] ? left < right : order[0]
    }
  }
}
