import GateModel
import GateYAML

/// The charts of a repository, and values files for charts that live elsewhere.
struct HelmCharts {
  private(set) var charts: [HelmChart] = []
  private(set) var failures: [String] = []
  private let folders: [[UInt8]]

  init(_ files: ProjectFiles) {
    let yaml = files.paths(of: .yaml)
    let folders = yaml.filter { ["Chart.yaml", "Chart.yml"].contains($0.name) }.map(\.parent)
    self.folders = folders.map { $0.bytes.isEmpty ? [] : $0.bytes + [UInt8(ascii: "/")] }
    for (folder, prefix) in zip(folders, self.folders) {
      let description = read(
        yaml.filter { $0.parent == folder && $0.name.hasPrefix("Chart.") }, files)
      let own = yaml.filter { $0.bytes.starts(with: prefix) }
      charts.append(
        HelmChart(
          folder: folder,
          templates: read(own.filter { $0.text.mentions("templates/") }, files),
          values: values(own.filter { $0.parent == folder && Self.isValues($0) }, files),
          hasDependencies: description.contains { $0.mentions("dependencies:") }))
    }
    let loose = yaml.filter { path in
      Self.isValues(path) && !folders.contains(path.parent)
    }
    if !loose.isEmpty {
      charts.append(
        HelmChart(
          folder: RepositoryPath(""), templates: [], values: values(loose, files),
          hasDependencies: false))
    }
  }

  /// Whether a file is a chart's, so that it is not read as a plain manifest.
  func owns(_ path: RepositoryPath) -> Bool {
    Self.isValues(path)
      || folders.contains { folder in
        path.bytes.starts(with: folder)
          && Self.chartFolders.contains { path.bytes.dropFirst(folder.count).starts(with: $0.utf8) }
      }
  }

  private static let chartFolders = ["templates/", "charts/", "crds/", "ci/", "Chart."]

  /// `values.yaml`, `values-production.yaml`, `api-values.yml`.
  private static func isValues(_ path: RepositoryPath) -> Bool {
    let stem = path.name.lowercased().prefix { $0 != "." }
    return stem == "values" || stem.hasPrefix("values-") || stem.hasSuffix("-values")
      || stem.hasPrefix("values_")
  }

  private mutating func read(_ paths: [RepositoryPath], _ files: ProjectFiles) -> [TextFile] {
    let reading = files.read(paths)
    failures += reading.failures
    return reading.files
  }

  /// Production's before the rest, since a chart's own defaults are often empty.
  private mutating func values(
    _ paths: [RepositoryPath], _ files: ProjectFiles
  ) -> [HelmValues] {
    let ordered =
      paths.filter { $0.name.mentions("prod") } + paths.filter { !$0.name.mentions("prod") }
    var values: [HelmValues] = []
    for file in read(ordered, files) {
      do throws(YAMLError) {
        guard
          let root = try YAMLParser.firstDocument(
            GoTemplate.masked(file.bytes), limits: .generated)
        else { continue }
        values.append(HelmValues(file: file, root: root))
      } catch {
        failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
      }
    }
    return values
  }
}
