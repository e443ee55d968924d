/// Recognises calls that only tell people something.
enum LogCall {
  static func isLog(_ call: Call, in language: Language) -> Bool {
    if call.name.count == 1 { return printers.contains(call.last) }
    let receiver = call.name[call.name.count - 2].lowercased()
    if receiver == "console" { return true }
    // fmt.Sprintf makes a text; it shows it to nobody.
    if receiver == "fmt" { return call.last.hasPrefix("Print") || call.last.hasPrefix("Fprint") }
    guard levels.contains(call.last.lowercased()) else { return false }
    return loggers.contains(receiver) || receiver.hasSuffix("logger") || receiver.hasSuffix("log")
  }

  private static let printers: Set<String> = [
    "print", "println", "puts", "printf", "echo", "warn", "p", "pp", "var_dump", "error_log",
    "Write-Host", "eprintln", "pprint",
  ]
  private static let loggers: Set<String> = [
    "log", "logger", "logging", "slog", "logrus", "zap", "winston", "pino", "timber", "out", "err",
    "stdout", "stderr", "sugar", "l", "serilog", "debug", "klog", "glog",
  ]
  private static let levels: Set<String> = [
    "log", "info", "warn", "warning", "error", "debug", "trace", "verbose", "exception", "fatal",
    "critical", "notice", "silly", "infof", "warnf", "errorf", "debugf", "fatalf", "printf",
    "println", "print", "infow", "warnw", "errorw", "debugw", "fatalln", "infoln", "errorln",
    "loginformation", "logwarning", "logerror", "logdebug", "write", "panic",
  ]
}
