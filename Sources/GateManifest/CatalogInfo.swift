package import GateModel
internal import GateRules
internal import GateYAML

/// What a `catalog-info.yaml` of Backstage says of the service.
package struct CatalogInfo: Sendable {
  package var name: String?
  package var owner: String?
  package var links: [Manifest.Link] = []

  /// Reads the file's component. What it can't use is a warning: another tool owns the file.
  package static func read(
    _ bytes: [UInt8], path: RepositoryPath
  ) -> (info: CatalogInfo?, diagnostics: [Diagnostic]) {
    do {
      let documents = try YAMLParser.documents(bytes)
      let component = documents.first { $0["kind"]?.scalar == "Component" }
      return (component.map(CatalogInfo.init(component:)), [])
    } catch {
      let place = Location(path: path, line: error.mark.line, column: error.mark.column)
      return (nil, [Diagnostic(.warning, "not read: \(error.message)", at: place)])
    }
  }

  private init(component: YAMLNode) {
    name = component["metadata"]?["name"]?.scalar
    // An owner is a reference: [kind:][namespace/]name.
    owner = component["spec"]?["owner"]?.scalar?.split { $0 == ":" || $0 == "/" }.last.map(
      String.init)
    for link in component["metadata"]?["links"]?.sequence ?? [] {
      guard let url = link["url"]?.scalar, WebAddress.isValid(url) else { continue }
      links.append(
        Manifest.Link(type: link["type"]?.scalar ?? link["title"]?.scalar ?? "", url: url))
    }
  }
}

extension Manifest {
  /// Takes name, owner and links from the catalogue where the manifest has none.
  package func completed(by catalog: CatalogInfo) -> Manifest {
    var manifest = self
    manifest.service.name = service.name ?? catalog.name
    manifest.service.owner = service.owner ?? catalog.owner
    if service.links.isEmpty { manifest.service.links = catalog.links }
    return manifest
  }
}
