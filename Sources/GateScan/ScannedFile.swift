package import GateModel

/// What is known of a file from its path alone. Made only for files in which something was found.
package struct ScannedFile: Sendable {
  package let path: RepositoryPath
  /// The last component in lower case.
  package let name: String
  /// What follows the last dot of the name, in lower case.
  package let fileExtension: String

  package init(_ path: RepositoryPath) {
    self.path = path
    name = path.name.lowercased()
    fileExtension = path.fileExtension
  }
}
