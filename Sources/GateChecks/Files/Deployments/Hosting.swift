package import GateModel
package import GateRepository
import GateYAML

/// How the service runs, as far as the repository shows it: a platform that takes no image, or a library.
package struct Hosting: Sendable {
  package var kind: ServiceKind
  /// "runs on Cloudflare Workers".
  package var reason: String
  package var evidence: [Evidence]

  /// `nil` where nothing shows it. A container's files are for `ContainerImages` to find.
  package static func derived(from source: any FileSource) -> Hosting? {
    derived(from: ProjectFiles(source))
  }

  static func derived(from files: ProjectFiles) -> Hosting? {
    platform(files) ?? LibraryDetector(files: files).library()
  }

  /// Files by which a platform that takes no image is told what to run.
  private static let platforms: [(name: String, mark: String, platform: String)] = [
    ("wrangler.toml", "main", "Cloudflare Workers"),
    ("wrangler.jsonc", "main", "Cloudflare Workers"),
    ("wrangler.json", "main", "Cloudflare Workers"),
    ("serverless.yml", "functions", "the Serverless Framework's functions"),
    ("serverless.yaml", "functions", "the Serverless Framework's functions"),
    ("vercel.json", "{", "Vercel"), ("netlify.toml", "[", "Netlify"),
    ("firebase.json", "functions", "Firebase's functions"),
    ("host.json", "version", "Azure Functions"),
    ("template.yaml", "AWS::Serverless::Function", "AWS Lambda"),
    ("template.yml", "AWS::Serverless::Function", "AWS Lambda"),
    ("app.yaml", "runtime:", "App Engine"),
    ("deno.json", "\"deploy\"", "Deno Deploy"),
  ]

  private static func platform(_ files: ProjectFiles) -> Hosting? {
    let known = Set(platforms.map(\.name)).union(["config.json", "config.toml", "Procfile"])
    let candidates = files.own.filter { known.contains($0.name) }
    for file in files.read(candidates).files {
      let match = platforms.first { $0.name == file.path.name && file.mentions($0.mark) }
      if let platform = match?.platform ?? special(file, files) {
        return Hosting(
          kind: .function, reason: "runs on \(platform), which takes no image",
          evidence: [file.evidence()])
      }
    }
    return nil
  }

  /// Names that mean a platform only in their folder, or beside another file.
  private static func special(_ file: TextFile, _ files: ProjectFiles) -> String? {
    switch (file.path.parent.name, file.path.name) {
    case (".chalice", "config.json"): "AWS Lambda, by Chalice"
    case ("supabase", "config.toml"): file.mentions("[functions") ? "Supabase's functions" : nil
    case ("", "Procfile"):
      // Developers use the file too; beside one of Heroku's own it is Heroku's.
      files.paths.contains { ["app.json", "runtime.txt", "system.properties"].contains($0.text) }
        ? "Heroku" : nil
    default: nil
    }
  }
}
