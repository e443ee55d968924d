internal import GateMatching
internal import GateModel
package import GateRepository
internal import GateScan

extension Sweep {
  /// Searches every blob that the commits of a range introduce, each once. A finding tells the
  /// commit and the path that brought it.
  ///
  /// - Parameter shard: the part of the blobs to search; `nil` for all.
  package func run(
    _ range: RevisionRange, of git: GitRunner, shard: HistoryShard? = nil
  ) async throws(GateError) -> SweepResult {
    do {
      var blobs = try SweepBlobs(engine, workers: workers)
      if let shard {
        try await git.forEachBlob(in: range, shard: shard) { blob, offset, bytes in
          blobs.take(blob, offset, bytes)
        }
      } else {
        try await git.forEachBlob(in: range) { blob, offset, bytes in
          blobs.take(blob, offset, bytes)
        }
      }
      let found = try await blobs.finish()
      let origins = try await git.origins(of: Set(found.entries.map(\.blob.blob.id)), in: range)
      var (result, moved) = Self.attributed(found, to: origins)
      if !moved.isEmpty {
        // Rules look at the path, and fingerprints hold it: searched again where git named another.
        let again = try await findings(in: moved, of: git)
        result.findings += Self.attributed(again, to: origins).0.findings
      }
      result.sort()
      return result
    } catch {
      throw Self.gateError(error)
    }
  }

  /// Searches what `git commit` would record: the files that differ between HEAD and the index.
  package func run(stagedIn git: GitRunner) async throws(GateError) -> SweepResult {
    do {
      var result = try await findings(in: git.stagedFiles(), of: git).whole
      result.sort()
      return result
    } catch {
      throw Self.gateError(error)
    }
  }

  private func findings(
    in files: [StoredFile], of git: GitRunner
  ) async throws -> BlobFindings {
    var blobs = try SweepBlobs(engine, workers: workers)
    try await git.forEachBlob(of: files) { blob, offset, bytes in
      blobs.take(blob, offset, bytes)
    }
    return try await blobs.finish()
  }

  private static func gateError(_ error: any Error) -> GateError {
    switch error {
    case let error as GitError: GateError(error)
    case let error as MatchingError:
      GateError("the secret rules cannot be used: \(error.message)")
    default: GateError("what git stores cannot be searched: \(error)")
    }
  }

  /// The findings with their commits, and the blobs that came in at another path than git's list
  /// of objects names.
  private static func attributed(
    _ found: BlobFindings, to origins: [ObjectID: BlobOrigin]
  ) -> (SweepResult, moved: [StoredFile]) {
    var result = found.result
    var moved: [StoredFile] = []
    for (blob, findings) in found.entries.map({ ($0.blob.blob, $0.findings) }) {
      let origin = origins[blob.id]
      if let origin, blob.path != origin.path {
        if moved.last?.id != blob.id { moved.append(StoredFile(id: blob.id, path: origin.path)) }
        continue
      }
      for var finding in findings {
        finding.commit = origin?.commit.text
        result.findings.append(finding)
      }
    }
    return (result, moved)
  }
}
