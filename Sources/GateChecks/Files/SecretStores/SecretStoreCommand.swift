/// Commands that hand a secret to a store, or fetch one from it.
///
/// Sources: the commands' own references (wrangler, flyctl, supabase, vercel, firebase, op, doppler,
/// infisical, sops, vault, aws, gcloud, az).
enum SecretStoreCommand {
  /// The words of the command in a row, and the store's name as a manifest writes it.
  private static let commands: [(words: String, provider: String)] = [
    ("wrangler secret put", "platform"), ("wrangler secret bulk", "platform"),
    ("fly secrets set", "platform"), ("flyctl secrets set", "platform"),
    ("fly secrets import", "platform"), ("flyctl secrets import", "platform"),
    ("supabase secrets set", "platform"), ("vercel env add", "platform"),
    ("firebase functions:secrets:set", "google-secret-manager"),
    ("op run", "onepassword"), ("op read", "onepassword"), ("op inject", "onepassword"),
    ("doppler run", "doppler"), ("doppler secrets", "doppler"), ("infisical run", "infisical"),
    ("sops exec-env", "sops"), ("sops --decrypt", "sops"), ("sops -d", "sops"),
    ("vault kv get", "hashicorp-vault"),
    ("aws secretsmanager get-secret-value", "aws-secrets-manager"),
    ("gcloud secrets versions access", "google-secret-manager"),
    ("az keyvault secret show", "azure-key-vault"),
    // `gcloud run deploy --set-secrets=NAME=secret:version`
    ("--set-secrets", "google-secret-manager"), ("--update-secrets", "google-secret-manager"),
  ]

  /// Texts of which every such command holds one.
  static let marks = commands.map(\.words)
  private static let search = ByteSearch(marks)

  /// The store that a line works with.
  static func provider(in line: String) -> String? {
    guard search.isFound(in: Array(line.utf8)) else { return nil }
    return commands.first { line.mentionsWord($0.words) }?.provider
  }
}
