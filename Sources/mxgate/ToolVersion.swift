/// The version that `--version` prints and every report carries.
enum ToolVersion {
  static let current = "0.1.0"
}
