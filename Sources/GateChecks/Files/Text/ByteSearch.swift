/// Looks for any of a few texts in one pass over bytes.
struct ByteSearch: Sendable {
  private let texts: [[UInt8]]
  /// Whether a text starts with a byte, for each byte.
  private let isFirst: [Bool]

  init(_ texts: [String]) {
    self.texts = texts.map { Array($0.utf8) }.filter { !$0.isEmpty }
    var isFirst = [Bool](repeating: false, count: 256)
    for text in self.texts { isFirst[Int(text[0])] = true }
    self.isFirst = isFirst
  }

  func isFound(in bytes: [UInt8]) -> Bool {
    for index in bytes.indices where isFirst[Int(bytes[index])] {
      for text in texts where text.count <= bytes.count - index {
        var offset = 0
        while offset < text.count, bytes[index + offset] == text[offset] { offset += 1 }
        if offset == text.count { return true }
      }
    }
    return false
  }
}
