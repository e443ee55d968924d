import GateModel
import GateTestSupport
import Testing

@testable import GateRepository

@Suite struct HistoryShardTests {
  @Test(arguments: ["", "1", "0/2", "3/2", "1/0", "-1/2", "1/2/3", "a/b", "1/100000000"])
  func whatIsNoShardIsRefused(text: String) {
    #expect(HistoryShard(text) == nil)
  }

  /// Every blob comes in exactly one of the parts, whatever their number.
  @Test(arguments: ["sha1", "sha256"], [1, 2, 3, 7])
  func partsAreTheWholeWithoutOverlap(format: String, count: Int) async throws {
    try await TemporaryRepository.with(objectFormat: format) { temporary in
      for commit in 1...4 {
        var files: [String: String] = [:]
        for file in 1...15 { files["folder/file \(file)"] = "content \(file) of \(commit)\n" }
        try await temporary.commit(files: files, message: "Commit \(commit)")
      }
      let runner = try await temporary.runner()
      var whole: [String] = []
      try await runner.forEachBlob(in: .everything) { blob, _, bytes in
        whole.append("\(blob.path) \(bytes.text)")
      }
      var parts: [String] = []
      for number in 1...count {
        let shard = try #require(HistoryShard(number: number, of: count))
        let before = parts.count
        try await runner.forEachBlob(in: .everything, shard: shard) { blob, _, bytes in
          parts.append("\(blob.path) \(bytes.text)")
        }
        // Even, as far as 60 blobs can be.
        #expect(abs((parts.count - before) * count - whole.count) < whole.count)
      }
      #expect(whole.count == 60)
      #expect(parts.sorted() == whole.sorted())
    }
  }
}
