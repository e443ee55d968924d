/// Who the process of an image runs as.
enum ContainerUser: Hashable, Sendable {
  case root
  case other(String)
  /// The image does not say: `USER ${NAME}` without a value, or a base image we know nothing of.
  case unknown

  /// `app`, `1000:1000`, `root:root`, `0`, `00`; only the part before the colon counts.
  init(named text: String) {
    let user = text.prefix { $0 != ":" }.trimmed
    if user.isEmpty || user == "root" || user.allSatisfy({ $0 == "0" }) {
      self = .root
    } else {
      self = .other(user)
    }
  }

  /// The user that a published image sets itself, where its makers document it.
  init(ofImage reference: String) {
    let image = ImageReference(reference)
    if image.isOfficial {
      self = .root
    } else if Self.runsAsOther(image) {
      self = .other("the base image's own user")
    } else {
      self = .unknown
    }
  }

  /// Sources: github.com/GoogleContainerTools/distroless (tags `nonroot`),
  /// edu.chainguard.dev (images run as 65532), hub.docker.com/r/nginxinc/nginx-unprivileged,
  /// learn.microsoft.com/dotnet/core/docker (chiseled images run as `app`),
  /// docs.bitnami.com (non-root containers).
  private static func runsAsOther(_ image: ImageReference) -> Bool {
    image.repository.hasPrefix("gcr.io/distroless/") && image.tag.hasPrefix("nonroot")
      || image.repository.hasPrefix("gcr.io/distroless/") && image.tag.hasSuffix("-nonroot")
      || image.repository.hasPrefix("cgr.dev/")
      || image.repository.hasPrefix("bitnami/")
      || image.repository.hasSuffix("/nginx-unprivileged")
      || image.repository.hasPrefix("mcr.microsoft.com/dotnet/") && image.tag.contains("chiseled")
  }
}

/// `registry/name:tag@digest`, taken apart.
struct ImageReference: Hashable, Sendable {
  /// Without Docker Hub's own prefixes: `node`, `bitnami/redis`, `gcr.io/distroless/base`.
  var repository: String
  var tag: String

  init(_ text: String) {
    let plain = text.prefix { $0 != "@" }.lowercased()
    let slash = plain.lastIndex(of: "/") ?? plain.startIndex
    let colon = plain[slash...].lastIndex(of: ":")
    var repository = String(plain[..<(colon ?? plain.endIndex)])
    for prefix in ["docker.io/", "index.docker.io/", "registry.docker.com/", "library/"]
    where repository.hasPrefix(prefix) {
      repository = String(repository.dropFirst(prefix.count))
    }
    self.repository = repository
    tag = colon.map { String(plain[plain.index(after: $0)...]) } ?? ""
  }

  /// A Docker Official Image, such as `node:22`, or nothing at all (`scratch`): these run as root
  /// unless the Dockerfile says otherwise.
  var isOfficial: Bool {
    !repository.isEmpty && !repository.contains("/") && !repository.contains("$")
  }
}
