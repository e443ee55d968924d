internal import GateModel

/// Turns places into links of a terminal (OSC 8).
package struct PlaceLinks: Sendable {
  package enum Form: Sendable {
    /// `file:///folder/a.ts`
    case file
    /// `file:///folder/a.ts#12`, as kitty opens it.
    case fileWithLine
    /// `vscode://file/folder/a.ts:12:3`
    case visualStudioCode
  }

  /// The folder that paths are relative to, absolute.
  let root: String
  let form: Form

  package init(root: String, form: Form) {
    self.root = root
    self.form = form
  }

  /// The text as a link to the place. Nothing of the path's bytes reaches the terminal but
  /// percent-encoded.
  func linked(_ text: String, to location: Location) -> String {
    "\u{1B}]8;;\(address(of: location))\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  private func address(of location: Location) -> String {
    let path = PercentEncoding.path(RepositoryPath("\(root)/\(location.path)"))
    return switch form {
    case .file: "file://\(path)"
    case .fileWithLine: "file://\(path)#\(location.line)"
    case .visualStudioCode: "vscode://file\(path):\(location.line):\(location.column)"
    }
  }
}
