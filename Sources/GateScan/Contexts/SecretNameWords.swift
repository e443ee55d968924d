/// The words by which a name tells that its value is a secret, or that it is none.
enum SecretNameWords {
  static let passwords: Set<String> = [
    "pass", "passw", "passwd", "password", "passwort", "passphrase", "passcode", "psw", "pswd",
    "psk", "pw", "pwd", "pword", "masterauth",
    // Portuguese, Spanish, German, Dutch, French, Polish, Czech, Italian, Swedish
    "senha", "contrasena", "clave", "kennwort", "wachtwoord", "mdp", "haslo", "heslo", "parola",
    "losenord",
  ]
  /// `dbpassword`, `PGPASSWORD`.
  static let passwordEndings = ["password", "passwd", "passphrase", "passwort", "pwd"]
  /// English words that end like a password's name.
  static let wordsInPass: Set<String> = [
    "bypass", "compass", "encompass", "multipass", "overpass", "surpass", "trespass", "underpass",
    "getpass", "askpass", "keepass", "lastpass",
  ]

  static let tokens: Set<String> = ["secret", "secrete", "token", "tokens", "verifier"]
  static let tokenEndings = [
    "secret", "token", "apikey", "secretkey", "accesskey", "privatekey", "authkey", "licensekey",
    "masterkey", "signingkey", "encryptionkey", "appkey", "serverkey", "servicekey", "sharedkey",
    "accountkey", "sessionkey", "deploykey", "storagekey", "subscriptionkey", "consumerkey",
    "clientkey", "hmackey", "aeskey", "sshkey",
  ]
  /// Words that make `key` a secret when they stand before it.
  static let keyModifiers: Set<String> = [
    "access", "account", "admin", "aes", "api", "app", "auth", "cipher", "client", "consumer",
    "crypto", "database", "db", "decryption", "deploy", "enc", "encryption", "hex", "hmac",
    "ingest", "ingestion", "instrumentation", "integration", "integrations", "jwt", "license",
    "live", "master", "oauth", "owner", "platform", "private", "prod", "read", "root", "secret",
    "security", "server", "service", "session", "shared", "signing", "ssh", "storage", "stream",
    "subscription", "token", "user", "webhook", "write",
  ]
  static let vague: Set<String> = [
    "auth", "authorization", "cred", "credential", "credentials", "creds", "key", "otp",
    "pepper",
    "salt", "seed", "sid", "sig", "totp",
  ]

  /// Words behind a secret's name that name something about the secret, or made from it.
  static let attributes: Set<String> = [
    "action", "actions", "address", "addresses", "age", "alg", "algo", "algorithm",
    "algorithms", "alias", "alphabet", "arg", "args", "arn", "array", "at", "attr",
    "attribute", "audience", "backend", "box", "broker", "btn", "builder", "button", "callback",
    "changed", "characters", "chars", "charset",
    "checker", "checksum", "class", "cls", "col", "column", "complexity", "component", "config",
    "cost", "count", "css", "delay", "date", "desc", "description", "dialog", "digest", "dir",
    "directory",
    "disabled", "doc", "docs", "domain", "el", "element", "email", "enabled", "encoder",
    "encoding", "encrypted", "encryption", "endpoint", "enforced", "env", "err", "error", "errors",
    "event",
    "exists", "expiration", "expire", "expired", "expires", "expiry", "factory", "field", "fields",
    "file",
    "filename", "files", "fingerprint", "flag", "flags", "folder", "form", "format", "func",
    "function", "generator", "group", "handler", "hash", "hashed", "hasher", "hashers", "hashing",
    "header", "headers", "help", "helper", "hint", "host", "hostname", "html", "icon", "id", "ids",
    "index", "info", "input", "interval", "invalid", "is", "issuer", "item", "items", "iterations",
    "kind", "label",
    "len", "length", "letters", "level", "lifetime", "limit", "link", "list", "location", "locator",
    "login",
    "management", "manager", "map", "match", "matches", "maxlen", "md5", "minlen", "message",
    "method", "mismatch",
    "missing",
    "mock", "modal", "mode", "model", "msg", "name", "names", "namespace", "numbers", "object",
    "off", "on",
    "option", "options", "page", "pair", "pairs", "param", "parameter", "parameters", "params",
    "parser", "path", "paths", "pattern",
    "placeholder", "policies", "policy", "port", "prefix", "prompt", "property", "provider",
    "providers", "purpose", "query", "realm", "ref", "reference", "regex", "request", "required",
    "reset", "response",
    "result", "retries", "role", "roles", "rotation", "rounds", "schema", "scheme", "scope",
    "scopes",
    "screen", "seconds", "selector", "sender", "sent", "sequence", "service", "set", "settings",
    "sha", "sha1", "sha2",
    "sha256", "signature", "signatures", "size", "snippet", "source", "spec", "state", "status",
    "storage",
    "store", "strength", "suffix", "symbols", "table", "template", "test", "tests", "text", "time",
    "timeout", "timestamp", "title", "toggle", "ttl", "type", "types", "updated", "uri", "uris",
    "url", "urls", "usage", "user", "username", "util", "utils", "valid", "validation",
    "validator", "var", "warning", "variable", "vault", "version", "view", "visibility", "visible",
    "xpath",
  ]

  /// Words before `token`, `key` or `secret` that make them something else.
  static let noToken: Set<String> = [
    "allow", "allows", "apt", "blind", "bucket", "cache", "cancel", "cancellation", "candidate",
    "change",
    "composite", "continuation", "csrf", "cursor", "disable", "enable", "encrypted", "event",
    "fingerprint", "foreign", "forgot", "gpg", "has", "hash", "hashed", "hide", "i18n",
    "idempotency", "index", "is",
    "lexer", "lookup", "map", "max", "min", "natural", "next", "no", "object", "page",
    "pagination", "parser", "partition", "pgp", "primary", "pub", "public", "publishable", "recv",
    "require",
    "requires",
    "reset", "route", "row", "s3", "search", "sequence", "show", "site", "sort", "surrogate",
    "sync",
    "syntax", "translation", "use", "uses", "wrapped", "xsrf",
  ]
  /// Words before `password` that make it something else.
  static let noPassword: Set<String> = [
    "allow", "change", "disable", "enable", "encrypted", "extra", "fastcgi", "forgot", "grpc",
    "has", "hashed", "hide", "is", "max", "md5", "memcached", "min", "no", "pref", "preference",
    "proxy", "require", "reset", "scgi", "sha", "show", "use", "uwsgi", "validate",
  ]

  /// Words anywhere behind a secret's name that say it was hashed.
  static let hashes: Set<String> = ["digest", "hash", "md5", "sha"]
}
