/// How the value of a claim's field is written in a manifest.
package enum FieldType: String, CaseIterable, Sendable {
  /// `true` or `false`.
  case flag
  /// A whole number with a unit: `500ms`, `30s`, `15m`, `24h`, `90d`.
  case duration
  /// A whole number, zero or more.
  case number
  /// `80` or `80%`, from 0 to 100.
  case percent
  case text
  /// A list of texts.
  case list
  /// HTTP statuses, alone or as a list: `429`, `5xx`.
  case statuses
  /// A file or folder of the repository, relative to the manifest.
  case path
  /// The path of a URL: `/health`.
  case route
}
