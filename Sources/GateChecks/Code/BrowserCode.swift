import GateModel

/// Tells what a browser runs from what the service itself runs, by a file's path.
enum BrowserCode {
  static func holds(_ path: RepositoryPath) -> Bool {
    guard Language(of: path) == .javascript else { return false }
    if ["tsx", "jsx", "vue", "svelte"].contains(path.fileExtension) { return true }
    return path.text.split(separator: "/").dropLast().contains { folder in
      folders.contains(String(folder)) || suffixes.contains { folder.hasSuffix($0) }
    }
  }

  private static let folders: Set<String> = [
    "frontend", "webapp", "web", "ui", "www", "dashboard", "spa", "browser",
  ]
  private static let suffixes = ["-ui", "-frontend", "-web", "-webapp", "-dashboard"]
}
