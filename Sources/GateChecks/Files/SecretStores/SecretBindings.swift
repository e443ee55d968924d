import GateModel
import GateYAML

/// Bindings of secrets in the files that describe a deployment.
struct SecretBindings {
  private(set) var observations: [Observation] = []
  private(set) var failures: [String] = []
  private(set) var filesExamined = 0

  mutating func read(_ files: ProjectFiles) {
    for kind in [FileKind.yaml, .json] {
      for file in take(files.read(kind, mentioning: Self.words)) {
        filesExamined += 1
        do throws(YAMLError) {
          for document in try YAMLParser.documents(Self.readable(file, kind), limits: .generated) {
            read(document, file)
          }
        } catch {
          failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
        }
      }
    }
    for file in take(files.read(.environmentTemplate)) { readTemplate(file) }
    for file in take(files.read(.terraform)) { readTerraform(file) }
  }

  /// A workflow's `${{ }}` is its own; anywhere else double braces are a template's.
  private static func readable(_ file: TextFile, _ kind: FileKind) -> [UInt8] {
    if kind == .json { return JSONText.readable(file.bytes) }
    if file.bytes.firstRange(of: Array("<%".utf8)) != nil { return embeddedRubyMasked(file.bytes) }
    return FileKind.kinds(of: file.path).contains(.pipeline)
      ? file.bytes : GoTemplate.masked(file.bytes)
  }

  /// Rails' `<% if x %>` and `<%= x %>` are no YAML: what they print is known to Ruby alone.
  private static func embeddedRubyMasked(_ bytes: [UInt8]) -> [UInt8] {
    var result = bytes
    var start = 0
    while let opening = bytes.firstRange(of: Array("<%".utf8), from: start) {
      let end =
        bytes.firstRange(of: Array("%>".utf8), from: opening.upperBound)?.upperBound ?? bytes.count
      for index in opening.lowerBound..<end where bytes[index] != 0x0A { result[index] = 0x20 }
      start = end
    }
    return result
  }

  private mutating func take(_ reading: FileReading) -> [TextFile] {
    failures += reading.failures
    return reading.files
  }

  /// Words of which every file with a binding holds one.
  private static let words = [
    "ExternalSecret", "SealedSecret", "secretKeyRef", "SecretProviderClass", "VaultStaticSecret",
    "OnePasswordItem", "sops:", "valueFrom", "secretsmanager", "ssm:", "agent-inject",
    "secretRef",
    "get-secretmanager-secrets", "vault-action", "load-secrets-action", "get-keyvault-secrets",
    "aws-secretsmanager-get-secrets",
    "secrets.",
  ]

  /// Objects that fetch a secret from a store, by kind. Sources: external-secrets.io,
  /// github.com/bitnami-labs/sealed-secrets, secrets-store-csi-driver.sigs.k8s.io,
  /// developer.hashicorp.com/vault/docs/platform/k8s/vso, developer.1password.com/docs/k8s.
  private static let kinds: [String: String] = [
    "ExternalSecret": "external-secrets", "ClusterExternalSecret": "external-secrets",
    "SealedSecret": "sealed-secrets", "SecretProviderClass": "platform",
    "VaultStaticSecret": "hashicorp-vault", "VaultDynamicSecret": "hashicorp-vault",
    "OnePasswordItem": "onepassword", "AzureKeyVaultSecret": "azure-key-vault",
  ]

  /// Steps of GitHub Actions that fetch secrets.
  private static let actions: [String: String] = [
    "google-github-actions/get-secretmanager-secrets": "google-secret-manager",
    "aws-actions/aws-secretsmanager-get-secrets": "aws-secrets-manager",
    "hashicorp/vault-action": "hashicorp-vault", "1password/load-secrets-action": "onepassword",
    "azure/get-keyvault-secrets": "azure-key-vault",
  ]

  private mutating func read(_ document: YAMLNode, _ file: TextFile) {
    if let kind = document["kind"], let provider = Self.kinds[kind.scalar ?? ""] {
      add(.proves, file, kind.start.line, "\(kind.scalar ?? "") fills a secret", provider)
      return
    }
    let sops = document.mapping?.first { $0.key.scalar == "sops" && $0.value["mac"] != nil }
    if let sops {
      add(.proves, file, sops.key.start.line, "encrypted with SOPS", "sops")
      return
    }
    walk(document, file)
  }

  /// Everything below, whatever the platform.
  private mutating func walk(_ node: YAMLNode, _ file: TextFile) {
    switch node.content {
    case .scalar(let text, _):
      if let provider = Self.provider(ofReference: text) {
        add(.near, file, node.start.line, "a reference to \(provider)", provider)
      }
    case .sequence(let nodes): for node in nodes { walk(node, file) }
    case .mapping(let entries):
      if let name = (node["name"] ?? node["Name"])?.scalar { bind(node, name: name, file) }
      if let uses = node["uses"], let name = uses.scalar?.prefix(while: { $0 != "@" }),
        let provider = Self.actions[name.lowercased()]
      {
        add(.proves, file, uses.start.line, "fetches secrets from \(provider)", provider)
      }
      for entry in entries {
        if entry.key.scalar?.mentions("vault.hashicorp.com/agent-inject-secret") == true {
          add(.proves, file, entry.key.start.line, "injected by Vault's agent", "hashicorp-vault")
        }
        if let name = entry.key.scalar, let text = entry.value.scalar,
          let provider = Self.provider(ofReference: text)
        {
          add(
            Self.isAPIKey(name) ? .proves : .near, file, entry.value.start.line,
            "\(name) comes from \(provider)", provider)
        } else if let name = entry.key.scalar,
          entry.value.scalar?.mentions("${{ secrets.") == true
        {
          bindInWorkflow(name, line: entry.value.start.line, file)
        } else {
          walk(entry.value, file)
        }
      }
    }
  }

  /// `- name: API_KEY` with `valueFrom: { secretKeyRef: ... }` (Kubernetes, Cloud Run), with
  /// `valueFrom: arn:...` (ECS), or with `secretRef` (Azure Container Apps).
  private mutating func bind(_ node: YAMLNode, name: String, _ file: TextFile) {
    let source = node["valueFrom"] ?? node["ValueFrom"]
    let isBound =
      source?["secretKeyRef"] != nil || node["secretRef"]?.scalar != nil
      || source?.scalar?.isEmpty == false
    guard isBound, let shown = node["name"] ?? node["Name"] else { return }
    let isAWS = source?.scalar != nil
    let provider =
      isAWS
      ? source?.scalar?.mentions("secretsmanager") == true
        ? "aws-secrets-manager" : "aws-parameter-store"
      : "platform"
    add(
      Self.isAPIKey(name) ? .proves : .near, file, shown.start.line,
      "\(name) is bound from a secret", provider)
  }

  /// `MAINTAINX_API_KEY: ${{ secrets.MAINTAINX_API_KEY }}`: GitHub's own store. Proof only for
  /// MaintainX's key, in a workflow that runs or deploys the service; tests have keys of their own.
  private mutating func bindInWorkflow(_ name: String, line: Int, _ file: TextFile) {
    guard Self.isAPIKey(name) else { return }
    let runsService = file.mentions("schedule:") || file.mentions("deploy")
    let isOwn = name.lowercased().mentions("maintainx") || name.lowercased().hasPrefix("mx_")
    add(
      isOwn && runsService ? .proves : .near, file, line, "\(name) is bound from a secret",
      "platform")
  }

  /// References that platforms resolve themselves.
  private static func provider(ofReference text: String) -> String? {
    if text.mentions("{{resolve:secretsmanager:") { return "aws-secrets-manager" }
    if text.mentions("{{resolve:ssm-secure:") || text.hasPrefix("${ssm:") {
      return "aws-parameter-store"
    }
    if text.hasPrefix("${ssm(") || text.mentions("${ssm:/aws/reference/secretsmanager") {
      return "aws-secrets-manager"
    }
    if text.hasPrefix("op://") { return "onepassword" }
    return text.mentions("@Microsoft.KeyVault(") ? "azure-key-vault" : nil
  }

  /// A key of an API by its name; a database's password is not what is asked for.
  static func isAPIKey(_ name: String) -> Bool {
    let words = name.lowercased()
    if words.mentions("webhook") { return false }
    if words.mentions("maintainx") { return true }
    let isStore = ["database", "db_", "postgres", "mysql", "redis", "mongo"]
      .contains { words.mentions($0) }
    let isOwn = ["secret_key", "signing", "encryption", "session"].contains { words.mentions($0) }
    return !isStore && !isOwn
      && ["api", "token", "_key", "-key", "credential"].contains { words.mentions($0) }
  }

  /// `MAINTAINX_API_TOKEN="op://vault/item/field"` in a template of an environment file.
  private mutating func readTemplate(_ file: TextFile) {
    for (index, line) in file.lines.enumerated() where !line.trimmed.hasPrefix("#") {
      guard let equals = line.firstIndex(of: "=") else { continue }
      let name = line[..<equals].trimmed
      let value = line[line.index(after: equals)...].drop { "\"' ".contains($0) }
      guard value.hasPrefix("op://") else { continue }
      add(
        Self.isAPIKey(name) ? .proves : .near, file, index + 1, "\(name) comes from 1Password",
        "onepassword")
    }
  }

  /// Terraform's resources and data of secret stores.
  private static let terraformTypes: [String: String] = [
    "google_secret_manager_secret": "google-secret-manager",
    "google_secret_manager_secret_version": "google-secret-manager",
    "aws_secretsmanager_secret": "aws-secrets-manager",
    "aws_secretsmanager_secret_version": "aws-secrets-manager",
    "azurerm_key_vault_secret": "azure-key-vault", "vault_generic_secret": "hashicorp-vault",
    "vault_kv_secret_v2": "hashicorp-vault", "onepassword_item": "onepassword",
  ]

  private mutating func readTerraform(_ file: TextFile) {
    for block in HCLReader.blocks(in: file) where ["resource", "data"].contains(block.type) {
      guard let type = block.labels.first, let provider = Self.terraformTypes[type] else {
        continue
      }
      let names = block.attributes.filter {
        ["name", "secret_id", "title", "path"].contains($0.name)
      }
      let text = (block.labels.dropFirst() + names.map(\.expression)).joined(separator: " ")
      add(
        Self.isAPIKey(text) ? .proves : .near, file, block.line,
        "kept in \(provider)", provider)
    }
  }

  private mutating func add(
    _ stance: Observation.Stance, _ file: TextFile, _ line: Int, _ note: String, _ provider: String
  ) {
    var place = file.evidence(line: line, note: note)
    place.excerpt = SecretBindingDetector.withoutValues(place.excerpt)
    observations.append(Observation(stance, place, facts: ["provider": .text(provider)]))
  }
}
