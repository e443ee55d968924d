/// Text with Go template actions, as Helm's templates have it.
enum GoTemplate {
  /// The text without its actions, place for place: an action that has its line for itself becomes
  /// spaces, one beside other text becomes `_`, so that the rest can be read as YAML.
  static func masked(_ text: [UInt8]) -> [UInt8] {
    var bytes = text
    let actions = self.actions(in: text)
    for action in actions {
      for index in action where bytes[index] != UInt8(ascii: "\n") {
        bytes[index] = UInt8(ascii: "_")
      }
    }
    blankLines(in: &bytes, original: text, actions: actions)
    return bytes
  }

  /// `_` alone: where a template's value stood.
  static func isMask(_ text: String) -> Bool { !text.isEmpty && text.allSatisfy { $0 == "_" } }

  private static func actions(in text: [UInt8]) -> [Range<Int>] {
    var actions: [Range<Int>] = []
    var position = 0
    while position + 1 < text.count {
      guard text[position] == UInt8(ascii: "{"), text[position + 1] == UInt8(ascii: "{") else {
        position += 1
        continue
      }
      guard let end = end(ofActionAt: position, in: text) else { break }
      actions.append(position..<end)
      position = end
    }
    return actions
  }

  /// Behind the `}}` that closes an action; braces in quotes do not close it.
  private static func end(ofActionAt start: Int, in text: [UInt8]) -> Int? {
    var position = start + 2
    var quote: UInt8?
    while position + 1 < text.count {
      let byte = text[position]
      if let open = quote {
        if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") {
          position += 1
        } else if byte == open || byte == UInt8(ascii: "\n") && open != UInt8(ascii: "`") {
          quote = nil
        }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "`") {
        quote = byte
      } else if byte == UInt8(ascii: "}"), text[position + 1] == UInt8(ascii: "}") {
        return position + 2
      }
      position += 1
    }
    return nil
  }

  /// Lines on which nothing but actions stands become blank.
  private static func blankLines(
    in bytes: inout [UInt8], original: [UInt8], actions: [Range<Int>]
  ) {
    var action = 0
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      while action < actions.count, actions[action].upperBound <= start { action += 1 }
      var isOnlyActions = action < actions.count && actions[action].lowerBound < end
      var inside = action
      for index in start..<end where isOnlyActions {
        while inside < actions.count, actions[inside].upperBound <= index { inside += 1 }
        let isAction = inside < actions.count && actions[inside].contains(index)
        let isBlank = original[index] == 32 || original[index] == 9 || original[index] == 13
        if !isAction && !isBlank { isOnlyActions = false }
      }
      if isOnlyActions { for index in start..<end { bytes[index] = 32 } }
      start = end + 1
    }
  }
}
