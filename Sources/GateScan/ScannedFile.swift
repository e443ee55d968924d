package import GateModel

/// What is known of a file from its path alone. Made only for files in which something was found.
package struct ScannedFile: Sendable {
  package let path: RepositoryPath
  /// The last component in lower case.
  package let name: String
  /// What follows the last dot of the name, in lower case.
  package let fileExtension: String
  /// A programming language, where a value without quotes is an expression.
  let isCode: Bool
  /// Written by a tool from something else: hashes, names and versions, no secrets of people.
  let isGenerated: Bool

  package init(_ path: RepositoryPath) {
    self.path = path
    name = path.name.lowercased()
    fileExtension = path.fileExtension
    isCode = Self.codeExtensions.contains(fileExtension)
    isGenerated =
      Self.generatedNames.contains(name) || Self.generatedEndings.contains(where: name.hasSuffix)
  }
}
