/// Why a text is not the YAML that was asked for.
package struct YAMLError: Error, Hashable, Sendable {
  /// One plain sentence without a full stop.
  package var message: String
  package var mark: YAMLMark

  package init(_ message: String, at mark: YAMLMark) {
    self.message = message
    self.mark = mark
  }
}

/// Bounds on what is read, so that no text can exhaust time or memory.
package struct YAMLLimits: Sendable {
  package var bytes: Int
  package var depth: Int
  /// Nodes after aliases are expanded.
  package var nodes: Int

  package init(bytes: Int, depth: Int, nodes: Int) {
    self.bytes = bytes
    self.depth = depth
    self.nodes = nodes
  }

  /// For what people write by hand: a manifest has some hundred nodes.
  package static let manifest = YAMLLimits(bytes: 1 << 20, depth: 64, nodes: 100_000)
  /// For generated files, such as rendered Kubernetes manifests.
  package static let generated = YAMLLimits(bytes: 8 << 20, depth: 128, nodes: 1_000_000)
}
