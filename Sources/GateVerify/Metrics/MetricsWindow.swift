/// What was counted between two looks at a service's metrics.
struct MetricsWindow {
  private let first: [SeriesName: Double]
  let last: MetricsDocument

  private struct SeriesName: Hashable {
    var name: String
    var labels: [String: String]
  }

  /// - Parameter first: the earlier look; `nil` counts from the start of the process.
  init(first: MetricsDocument?, last: MetricsDocument) {
    self.first = Dictionary(
      (first?.samples ?? []).map { (SeriesName(name: $0.name, labels: $0.labels), $0.value) },
      uniquingKeysWith: { $1 })
    self.last = last
  }

  /// How much each series of this name grew. One that shrank was reset to zero in between.
  func growth(of name: String) -> [(labels: [String: String], value: Double)] {
    last.samples(named: name).map { sample in
      let before = first[SeriesName(name: sample.name, labels: sample.labels)] ?? 0
      return (sample.labels, sample.value < before ? sample.value : sample.value - before)
    }
  }

  func totalGrowth(of name: String) -> Double { growth(of: name).reduce(0) { $0 + $1.value } }
}
