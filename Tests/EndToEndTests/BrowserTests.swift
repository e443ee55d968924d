import FoundationEssentials
import GateTestSupport
import Subprocess
import Testing

/// The HTML report in a real browser, where there is one.
@Suite struct BrowserTests {
  private static let browser = "/usr/bin/chromium"
  private static let isAvailable = FileManager.default.fileExists(atPath: browser)

  @Test(.enabled(if: isAvailable))
  func namesAndContentsOfARepositoryRunNothing() async throws {
    let script = "<script>document.title = 'taken over'</script>"
    let key = "sk_" + "live_" + "9fK2mQ7xRb4TnV8wYc3Jz6Lp"
    let files = [
      "<img src=x onerror=\"document.title='taken over'\">.js": "k = '\(key)' // \(script)\n",
      "mxgate.yaml": """
      apiVersion: mxgate/v1
      service:
        name: "\(script)"
        links: [{ type: runbook, url: "https://example.com/\\"onmouseover=alert(1)" }]

      """,
    ]
    try await TemporaryRepository.with(files: files) { repository in
      try await TemporaryDirectory.with { folder in
        let page = folder.absolute("report.html")
        _ = try await MXGateBinary.run(["--format", "html=\(page)"], in: repository.path)
        let result = try await Subprocess.run(
          .path(.init(Self.browser)),
          arguments: [
            "--headless", "--no-sandbox", "--disable-gpu",
            "--user-data-dir=\(folder.absolute("profile"))", "--dump-dom", "file://\(page)",
          ],
          output: .string(limit: 64 << 20), error: .discarded)
        let document = result.standardOutput
        #expect(document.contains("<title>mxgate: &lt;script&gt;"))
        #expect(!document.contains("<script"))
        #expect(!document.contains("<img"))
        #expect(document.contains("id=\"show-secret\""))
      }
    }
  }
}
