internal import GateModel

/// The JSON form of a live verification, version 1. Keys are only ever added within a version.
enum LiveJSONReport {
  static func render(_ result: LiveResult) -> String {
    JSONValue.object([
      ("schemaVersion", .int(JSONReport.schemaVersion)),
      ("tool", .object([("name", .string("mxgate")), ("version", .string(result.toolVersion))])),
      ("scope", .string("verify")),
      ("runID", .string(result.runID)),
      ("service", .optional(result.service)),
      ("commit", .optional(result.commit)),
      ("serviceURL", .optional(result.serviceURL)),
      ("baseURL", .optional(result.baseURL)),
      ("startedAt", .int(result.startedAt)),
      ("milliseconds", .int(result.milliseconds)),
      ("passed", .bool(result.exitStatus == .passed)),
      ("exitCode", .int(Int(result.exitStatus.rawValue))),
      ("steps", .array(result.steps.map(step))),
      ("alerts", .array(result.alerts.map(alert))),
      ("swept", .array(result.swept.map(JSONValue.string))),
      ("leftBehind", .array(result.leftBehind.map(leftBehind))),
      ("notes", .array(result.notes.map(JSONValue.string))),
    ]).serialized()
  }

  private static func step(_ step: LiveStepResult) -> JSONValue {
    .object([
      ("step", .string(step.step.rawValue)),
      ("outcome", .string(step.outcome.rawValue)),
      ("summary", .string(step.summary)),
      ("request", .string(step.request)),
      ("expected", .string(step.expected)),
      ("got", .string(step.got)),
      ("advice", .array(step.advice.map(JSONValue.string))),
      ("status", .optional(step.status)),
      ("milliseconds", .optional(step.milliseconds)),
      ("attempts", .int(step.attempts)),
    ])
  }

  private static func alert(_ alert: LiveAlert) -> JSONValue {
    .object([
      ("name", .string(alert.kind.rawValue)),
      ("outcome", .string(alert.outcome.rawValue)),
      ("limit", .string(alert.limit)),
      ("value", .string(alert.value)),
    ])
  }

  private static func leftBehind(_ item: LeftBehind) -> JSONValue {
    .object([
      ("id", .optional(item.id)),
      ("title", .string(item.title)),
      ("reason", .string(item.reason)),
      ("command", .string(item.command)),
    ])
  }
}
