internal import GateMatching
package import GateModel

/// What is known of a file from its path alone. Made only for files in which something was found.
package struct ScannedFile: Sendable {
  package let path: RepositoryPath
  /// A programming language, where a value without quotes is an expression.
  let isCode: Bool
  /// Text for people, where a colon may stand in a sentence.
  let isProse: Bool
  /// Written by a tool from something else: hashes, names and versions, no secrets of people.
  let isGenerated: Bool

  package init(_ path: RepositoryPath) {
    self.path = path
    // By bytes, since this is made for most files of a tree.
    let bytes = path.bytes.span
    let start = path.bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    let name = start..<bytes.count
    let dot = path.bytes[name].lastIndex(of: UInt8(ascii: ".")) ?? start
    let fileExtension = (dot > start ? dot + 1 : bytes.count)..<bytes.count
    isCode = Self.codeExtensions.contains(fileExtension, of: bytes)
    isProse = Self.proseExtensions.contains(fileExtension, of: bytes)
    isGenerated =
      Self.generatedNames.contains(name, of: bytes)
      || name.contains { Self.generatedEndings.contains($0..<name.upperBound, of: bytes) }
  }

  /// The last component in lower case.
  package var name: String { path.name.lowercased() }
  /// What follows the last dot of the name, in lower case.
  package var fileExtension: String { path.fileExtension }
}
