import GateModel

/// Tells what others run from what the service itself runs, by a file's path: pages in a browser,
/// and SDKs for the service's own users.
enum ClientSideCode {
  static func holds(_ path: RepositoryPath) -> Bool {
    let folders = path.text.split(separator: "/").dropLast()
    if folders.contains(where: { $0 == "sdk" || $0 == "sdks" }) { return true }
    guard Language(of: path) == .javascript else { return false }
    if ["tsx", "jsx", "vue", "svelte"].contains(path.fileExtension) { return true }
    // Laravel's place for what a browser runs.
    if path.text.contains("resources/js/") { return true }
    return folders.contains { folder in
      browserFolders.contains(String(folder)) || browserSuffixes.contains { folder.hasSuffix($0) }
    }
  }

  private static let browserFolders: Set<String> = [
    "frontend", "webapp", "web", "ui", "www", "dashboard", "spa", "browser",
  ]
  private static let browserSuffixes = ["-ui", "-frontend", "-web", "-webapp", "-dashboard"]
}
