import GateModel
import GateYAML

/// Alert rules: Prometheus, Grafana, Datadog, CloudWatch, Google, Azure, in YAML or Terraform.
struct AlertingDetector {
  let files: ProjectFiles

  /// What an alert watches.
  private enum Subject: String, CaseIterable {
    case errorRate = "the error rate"
    case latency
    case syncLag = "the sync's lag"
  }
  private struct Alert {
    var subject: Subject?
    var place: Evidence
  }

  func observe() -> [CheckID: CheckObservations] {
    let yaml = files.read(
      files.paths(of: .yaml) + files.paths(of: .alertJSON), mentioning: Self.words)
    let terraform = files.read(.terraform)
    var failures = yaml.failures + terraform.failures
    var alerts = terraform.files.flatMap(terraformAlerts)
    var examined = terraform.files.count
    for file in yaml.files {
      examined += 1
      do throws(YAMLError) {
        let text =
          file.path.fileExtension == "json"
          ? JSONText.readable(file.bytes) : GoTemplate.masked(file.bytes)
        for document in try YAMLParser.documents(text, limits: .generated) {
          alerts += self.alerts(in: document, of: file)
        }
      } catch {
        failures.append("\(file.path):\(error.mark.line) cannot be read: \(error.message)")
      }
    }
    return [
      CheckID("observability.alerting"): CheckObservations(
        observations: observations(alerts),
        lookedFor: "alert rules on the error rate, on latency and on the sync's lag",
        filesExamined: examined, failure: alerts.isEmpty ? failures.first : nil)
    ]
  }

  /// Errors and latency both have to be watched; lag only where something syncs, which is not
  /// known here.
  private func observations(_ alerts: [Alert]) -> [Observation] {
    let watched = Set(alerts.compactMap(\.subject))
    let missing = [Subject.errorRate, .latency].filter { !watched.contains($0) }
    return alerts.map { alert in
      var place = alert.place
      guard let subject = alert.subject else {
        place.note = "an alert on neither errors, latency nor lag"
        return Observation(.near, place)
      }
      place.note =
        "watches \(subject.rawValue)"
        + (missing.isEmpty
          ? "" : "; nothing watches " + missing.map(\.rawValue).joined(separator: " and "))
      return Observation(missing.isEmpty ? .proves : .near, place)
    }
  }

  /// Words of which every file of alert rules holds one.
  private static let words = ["alert:", "AWS::CloudWatch::Alarm", "evaluation", "\"query\""]

  private func alerts(in document: YAMLNode, of file: TextFile) -> [Alert] {
    let spec = document["kind"]?.scalar == "PrometheusRule" ? document["spec"] : document
    let rules = (spec?["groups"]?.sequence ?? []).flatMap { $0["rules"]?.sequence ?? [] }
    let prometheus = rules.compactMap { rule -> Alert? in
      guard let name = rule["alert"] ?? rule["title"] else { return nil }
      return alert(named: name, words: rule.allScalars, in: file)
    }
    let alarms = (document["Resources"]?.mapping ?? []).compactMap { entry -> Alert? in
      guard entry.value["Type"]?.scalar == "AWS::CloudWatch::Alarm" else { return nil }
      return alert(named: entry.key, words: entry.value.allScalars, in: file)
    }
    guard document["type"]?.scalar?.mentions("alert") == true, document["query"] != nil,
      let name = document["name"]
    else { return prometheus + alarms }
    return [alert(named: name, words: document.allScalars, in: file)]
  }

  private func alert(named name: YAMLNode, words: [YAMLNode], in file: TextFile) -> Alert {
    let text = ([name] + words).compactMap(\.scalar).joined(separator: " ")
    return Alert(
      subject: Self.subject(of: text), place: file.evidence(line: name.start.line))
  }

  /// Terraform's resources that raise an alarm.
  private static let terraformTypes: Set<String> = [
    "aws_cloudwatch_metric_alarm", "google_monitoring_alert_policy", "datadog_monitor",
    "azurerm_monitor_metric_alert", "grafana_rule_group", "newrelic_nrql_alert_condition",
    "newrelic_alert_condition", "sentry_metric_alert",
  ]

  private func terraformAlerts(in file: TextFile) -> [Alert] {
    HCLReader.blocks(in: file).compactMap { block in
      guard block.type == "resource", let type = block.labels.first,
        Self.terraformTypes.contains(type)
      else { return nil }
      let text =
        block.labels.joined(separator: " ") + " "
        + block.all.flatMap(\.attributes).map { "\($0.name) \($0.expression)" }
        .joined(separator: " ")
      return Alert(subject: Self.subject(of: text), place: file.evidence(line: block.line))
    }
  }

  private static func subject(of text: String) -> Subject? {
    let words = text.lowercased()
    func any(_ list: [String]) -> Bool { list.contains { words.mentions($0) } }
    if any(["latency", "duration", "response_time", "responsetime", "p95", "p99", "slow"]) {
      return .latency
    }
    if any(["sync_lag", "synclag", "last_sync", "staleness", "stale", "sync_age", "lag"]) {
      return .syncLag
    }
    return any(["error", "5xx", "5..", "failure", "failed", "status=~\"5"]) ? .errorRate : nil
  }
}
