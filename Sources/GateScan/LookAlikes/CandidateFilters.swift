/// The filters that every candidate passes, the cheapest first.
package enum CandidateFilters {
  package static let all: [any CandidateFilter] = [
    RepeatedCharacters(), GeneratorSample(), PlaceholderFilter(), NamedValueFilter(), TestFiles(),
  ]
}
