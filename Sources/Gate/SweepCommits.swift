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
    var blobs = try SweepBlobs.searching(for: engine)
    do throws(GitError) {
      if let shard {
        try await git.forEachBlob(in: range, shard: shard) { blob, offset, bytes throws(GitError) in
          blobs.take(blob, offset, bytes)
        }
      } else {
        try await git.forEachBlob(in: range) { blob, offset, bytes throws(GitError) in
          blobs.take(blob, offset, bytes)
        }
      }
      let found = Set(blobs.places.map(\.blob))
      let origins = try await git.origins(of: found, in: range)
      var (result, moved) = Self.attributed(blobs.result, blobs.places, to: origins)
      if !moved.isEmpty {
        // Rules look at the path, and fingerprints hold it: searched again where git named another.
        result.findings += try await run(moved, origins, of: git)
      }
      result.sort()
      return result
    } catch {
      throw GateError(error)
    }
  }

  /// Searches what `git commit` would record: the files that differ between HEAD and the index.
  package func run(stagedIn git: GitRunner) async throws(GateError) -> SweepResult {
    var blobs = try SweepBlobs.searching(for: engine)
    do throws(GitError) {
      try await git.forEachBlob(of: git.stagedFiles()) { blob, offset, bytes throws(GitError) in
        blobs.take(blob, offset, bytes)
      }
    } catch {
      throw GateError(error)
    }
    var result = blobs.result
    result.sort()
    return result
  }

  /// The findings with their commits, and the blobs that came in at another path than git's list
  /// of objects names.
  private static func attributed(
    _ found: SweepResult, _ places: [(blob: ObjectID, findings: Range<Int>)],
    to origins: [ObjectID: BlobOrigin]
  ) -> (SweepResult, moved: [StoredFile]) {
    var result = found
    result.findings = []
    var moved: [StoredFile] = []
    for (blob, indices) in places {
      let findings = found.findings[indices]
      let origin = origins[blob]
      if let origin, let first = findings.first, first.location.path != origin.path {
        moved.append(StoredFile(id: blob, path: origin.path))
        continue
      }
      for var finding in findings {
        finding.commit = origin?.commit.text
        result.findings.append(finding)
      }
    }
    return (result, moved)
  }

  private func run(
    _ moved: [StoredFile], _ origins: [ObjectID: BlobOrigin], of git: GitRunner
  ) async throws(GitError) -> [Finding] {
    var blobs: SweepBlobs
    do { blobs = try SweepBlobs(engine) } catch {
      throw GitError(.unexpectedAnswer, command: "git cat-file --batch", words: error.message)
    }
    try await git.forEachBlob(of: moved) { blob, offset, bytes throws(GitError) in
      blobs.take(blob, offset, bytes)
    }
    return Self.attributed(blobs.result, blobs.places, to: origins).0.findings
  }
}

extension SweepBlobs {
  fileprivate static func searching(
    for engine: SecretEngine
  ) throws(GateError) -> SweepBlobs {
    do { return try SweepBlobs(engine) } catch {
      throw GateError("the secret rules cannot be used: \(error.message)")
    }
  }
}
