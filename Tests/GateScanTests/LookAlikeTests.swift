import GateModel
import GateRules
import Testing

@testable import GateScan

/// Each look-alike with what it takes for one, and with what it must leave alone.
@Suite struct LookAlikeTests {
  private func text(_ value: String) throws -> ValueText {
    var placeholders = Placeholders(rule: "look-alikes", position: 0)
    return ValueText(Array(try placeholders.expand(value).utf8))
  }

  @Test(arguments: [
    "${DB_PASSWORD}", "$DB_PASSWORD", "prefix-$TOKEN", "#{password}", "{{ .Values.password }}",
    "<%= password %>", "%(password)s", "%PASSWORD%", "env(TOKEN)", "op://vault/item/field",
    "vault:secret/data/app#key", "process.env.TOKEN", "$(cat /run/secret)", "<password>",
    "{secret}", "secrets.TOKEN", "@variable", #"\(Self.secret)"#, "user-{name}", "%s", "%s@db",
    "method=$method", "!Ref DatabaseWord", "*alias", "&anchor", "urn:k8s:secret:app:word",
    "([0-9]{3,4})p",
  ])
  func references(_ value: String) throws { #expect(Reference.isReference(try text(value))) }

  @Test(arguments: [
    "super$ecret", "P@ssw0rd$1", "m{h}o)p${e]n", "a%20b", "100%sure", "a%d0b", "!!word_1!!",
    "@dm1n#word",
  ])
  func noReferences(_ value: String) throws { #expect(!Reference.isReference(try text(value))) }

  @Test(arguments: ["m{{h}o)p", "a(b]", "{(})"])
  func mismatchedBrackets(_ value: String) {
    #expect(Brackets.areMismatched(in: Array(value.utf8)))
  }

  @Test(arguments: ["f(a[0], {b})", "word)", "f(", "{{ name }}", ""])
  func matchedOrUnfinishedBrackets(_ value: String) {
    #expect(!Brackets.areMismatched(in: Array(value.utf8)))
  }

  @Test(arguments: [
    "/run/secrets/key", "~/.ssh/id_rsa", "./key", "https://example.com/key", "#add-password",
    "server.pem", "logo.png", "secrets.yaml",
  ])
  func addresses(_ value: String) throws { #expect(Address.isAddress(try text(value))) }

  @Test(arguments: ["plum.tree", "a/b+c==", "keys", "pemberton"])
  func noAddresses(_ value: String) throws { #expect(!Address.isAddress(try text(value))) }

  @Test(arguments: ["1.2.3", "^4.0.17", "v2.0", ">=1.0.0-rc1", "~> 1.2", "rc"])
  func versions(_ value: String) throws {
    #expect(VersionNumber.isVersion(try text(value)) == (value != "rc" && value != "~> 1.2"))
  }

  @Test(arguments: [
    "your-api-key", "changeme", "xxxxxxxx", "<token>", "insert_key_here", "example-token",
    "sk_live_...", "aaaaaaaaaaaa", "REPLACE_ME", "not-set",
  ])
  func placeholders(_ value: String) throws {
    #expect(PlaceholderWords.describeToken(try text(value)))
    #expect(PlaceholderWords.describePassword(try text(value)))
  }

  @Test(arguments: ["plumtree", "{{base62:32}}", "hunter2", "my-plum"])
  func noPlaceholders(_ value: String) throws {
    #expect(!PlaceholderWords.describeToken(try text(value)))
    #expect(!PlaceholderWords.describePassword(try text(value)))
  }

  @Test(arguments: ["String!", "str", "true", "null", "bearer", "string[]"])
  func standIns(_ value: String) throws { #expect(StandInWords.isStandIn(try text(value))) }

  @Test(arguments: ["plum", "strings", "password"])
  func noStandIns(_ value: String) throws { #expect(!StandInWords.isStandIn(try text(value))) }

  @Test(arguments: ["{{uuid}}", "00000000-0000-4000-8000-000000000000"])
  func uuids(_ value: String) throws { #expect(UUID.isUUID(try text(value))) }

  @Test(arguments: ["{{hex:32}}", "{{uuid}}-1", "zzzzzzzz-0000-4000-8000-000000000000"])
  func noUUIDs(_ value: String) throws { #expect(!UUID.isUUID(try text(value))) }

  @Test(arguments: ["PLC1.Area2.Conveyor3.Motor4.Speed5", "test-key-6", "first_second"])
  func wordPaths(_ value: String) throws { #expect(WordPath.isWordPath(try text(value))) }

  @Test(arguments: ["{{base62:32}}", "ab12cd.ef34gh", "single"])
  func noWordPaths(_ value: String) throws { #expect(!WordPath.isWordPath(try text(value))) }

  @Test(arguments: [
    "{{base62:16}}", "{{base62:40}}", "{{hex:32}}", "{{base64:44}}", "{{lower:32}}",
    "{{base32:32}}", "{{lowernum:20}}",
  ])
  func random(_ value: String) throws { #expect(Randomness.isRandom(try text(value))) }

  @Test(arguments: [
    "correcthorsebatterystaple", "organizationIdentifier", "getUserAccessToken", "abcdefghijklmnop",
    "12345678901234567890", "CamelCaseFactoryBean2", "short1", "internationalization",
    "first_second_third_fourth", "application/json",
  ])
  func notRandom(_ value: String) throws { #expect(!Randomness.isRandom(try text(value))) }

  @Test(arguments: [
    ("dbPassword2", ["db", "password"]), ("DB_PASSWORD", ["db", "password"]),
    ("db-password", ["db", "password"]), ("APIKeyValue", ["api", "key", "value"]),
    ("oauth2Token", ["oauth", "token"]), ("__x", ["x"]), ("42", []),
  ])
  func identifiersFallIntoWords(_ name: String, _ words: [String]) {
    #expect(IdentifierWords(Array(name.utf8)).words == words)
  }

  @Test(arguments: [
    ("password", SecretName.password), ("PGPASSWORD", .password), ("userPass", .password),
    ("db.passwd", .password), ("client_secret", .token), ("apiKey", .token), ("APIKEY", .token),
    ("X-Auth-Token", .token), ("signingKey", .token), ("key", .vague), ("auth", .vague),
    ("credential_value", .vague), ("LASTFM_KEY", .vague),
  ])
  func namesOfSecrets(_ name: String, _ kind: SecretName) {
    #expect(SecretName(Array(name.utf8)) == kind)
  }

  @Test(arguments: [
    "passwordResetUrl", "password_hash", "token_type", "publicKey", "primary_key", "bypass",
    "compass", "keyboard", "author", "secretName", "csrf_token", "nextPageToken", "key_id",
    "passing", "monkey", "hasPassword",
  ])
  func namesOfOtherThings(_ name: String) { #expect(SecretName(Array(name.utf8)) == nil) }

  private func survivesPlaceholderFilter(_ value: String) throws -> Bool {
    var placeholders = Placeholders(rule: "look-alikes", position: 0)
    let bytes = Array(try placeholders.expand(value).utf8)
    var candidate = Candidate(
      rule: 0, origin: .pattern, value: 0..<bytes.count, severity: .high, confidence: .high)
    return PlaceholderFilter().keeps(
      &candidate, in: bytes.span, of: ScannedFile(RepositoryPath("a.txt")))
  }

  @Test(arguments: [
    "AKIA{{upper:9}}EXAMPLE", "ghp_{{base62:20}}00000000", "tok_xxxxXXXX",
    "abcdefghijklmnopqrstuvwxyz",
    "your-{{hex:8}}",
  ])
  func formatsFilledInForShow(_ value: String) throws {
    #expect(try !survivesPlaceholderFilter(value))
  }

  @Test(arguments: ["AKIA{{base32:16}}", "hvb.AAAAAAAAAA{{base62:40}}", "{{hex:64}}"])
  func formatsOfRealKeys(_ value: String) throws { #expect(try survivesPlaceholderFilter(value)) }
}
