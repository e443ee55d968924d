internal import GateModel
internal import GateRepository

/// A blob with its place among those that git hands out.
struct NumberedBlob: Sendable {
  var number: Int
  var blob: Blob
}

/// What was found in blobs, by blob.
struct BlobFindings: Sendable {
  struct Entry: Sendable {
    var blob: NumberedBlob
    var findings: [Finding]
  }
  private(set) var entries: [Entry] = []
  /// What was read and what could not be, without the findings.
  var result = SweepResult()

  /// The result with the findings in it.
  var whole: SweepResult {
    var whole = result
    whole.findings = entries.flatMap(\.findings)
    return whole
  }

  mutating func take(from result: inout SweepResult, in blob: NumberedBlob) {
    guard !result.findings.isEmpty else { return }
    entries.append(Entry(blob: blob, findings: result.findings))
    result.findings.removeAll()
  }

  /// Puts what another thread found where it belongs.
  mutating func merge(_ other: BlobFindings) {
    result.merge(other.result)
    entries += other.entries
    entries.sort { $0.blob.number < $1.blob.number }
  }
}
