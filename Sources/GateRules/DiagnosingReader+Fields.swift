package import GateModel
package import GateYAML

// Values of a claim's fields, by their type.
extension DiagnosingReader {
  /// The value of a field, held against the numbers and words that a manifest may use. The limits
  /// of the requirement itself are the judge's to hold.
  package mutating func value(_ node: YAMLNode, of field: ClaimField) -> FactValue? {
    switch field.type {
    case .flag: flag(node, field.name).map(FactValue.flag)
    case .duration: duration(node, field.name).map(FactValue.duration)
    case .number: number(node, of: field).map(FactValue.number)
    case .percent: percent(node, field.name).map(FactValue.percent)
    case .text where !field.allowed.isEmpty:
      choice(node, "value of \(field.name)", among: field.allowed).map(FactValue.text)
    case .text: text(node, field.name).map(FactValue.text)
    case .list: words(node, of: field).map(FactValue.list)
    case .statuses: statuses(node, field.name).map(FactValue.statuses)
    case .path: path(node, field.name).map { .text($0.text) }
    case .route: route(node, field.name).map(FactValue.text)
    }
  }

  /// Seconds, more than zero.
  package mutating func duration(_ node: YAMLNode, _ what: String) -> Double? {
    guard let text = node.scalar, let seconds = DurationText.seconds(text) else {
      error(
        "\(what) must be a duration, not \(shown(node))", at: node,
        help: "write a whole number above zero with a unit: 500ms, 30s, 15m, 24h or 90d")
      return nil
    }
    return seconds
  }

  /// A file or folder relative to the manifest, with `./` and doubled slashes removed.
  package mutating func path(_ node: YAMLNode, _ what: String) -> RepositoryPath? {
    guard let text = text(node, what) else { return nil }
    let parts = text.split(separator: "/").filter { $0 != "." }
    guard text.first != "/", !parts.isEmpty, !parts.contains("..") else {
      error(
        "\(what) must be a path below the manifest's folder, not '\(Self.shown(text))'", at: node,
        help: "write it without a leading '/' and without '..'")
      return nil
    }
    return RepositoryPath(parts.joined(separator: "/"))
  }

  /// An address of the web.
  package mutating func url(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = text(node, what) else { return nil }
    guard WebAddress.isValid(text) else {
      error(
        "\(what) must be an address of the web, not '\(Self.shown(text))'", at: node,
        help: "write https://... in full")
      return nil
    }
    return text
  }

  /// A day of the calendar.
  package mutating func day(_ node: YAMLNode, _ what: String) -> CalendarDay? {
    guard let text = node.scalar, let day = CalendarDay(text) else {
      error(
        "\(what) must be a day of the calendar, not \(shown(node))", at: node,
        help: "write it as YYYY-MM-DD")
      return nil
    }
    return day
  }

  private mutating func number(_ node: YAMLNode, of field: ClaimField) -> Double? {
    guard let number = wholeNumber(node, field.name) else { return nil }
    if let minimum = field.minimum, number < minimum {
      error("\(field.name) must be \(FactValue.number(minimum)) or more", at: node)
      return nil
    }
    if let maximum = field.maximum, number > maximum {
      error("\(field.name) must be \(FactValue.number(maximum)) or less", at: node)
      return nil
    }
    return number
  }

  private mutating func percent(_ node: YAMLNode, _ what: String) -> Double? {
    guard case .scalar(let text, let isPlain) = node.content,
      let percent = PlainScalar.decimal(text.hasSuffix("%") ? String(text.dropLast()) : text),
      isPlain || text.hasSuffix("%"), percent <= 100
    else {
      error(
        "\(what) must be a percentage, not \(shown(node))", at: node,
        help: "write a number from 0 to 100, with or without %")
      return nil
    }
    return percent
  }

  private mutating func words(_ node: YAMLNode, of field: ClaimField) -> [String]? {
    let items = list(node, field.name)
    var words: [String] = []
    for item in items {
      let word =
        field.allowed.isEmpty
        ? text(item, "an item of \(field.name)")
        : choice(item, "value of \(field.name)", among: field.allowed)
      if let word { words.append(word) }
    }
    if node.sequence?.isEmpty == true { error("\(field.name) is empty", at: node) }
    return words.isEmpty || words.count < items.count ? nil : words
  }

  private mutating func statuses(_ node: YAMLNode, _ what: String) -> HTTPStatusSet? {
    let items = node.sequence ?? [node]
    var all = HTTPStatusSet([])
    var isWhole = true
    for item in items {
      if let statuses = status(item) {
        all = all.union(statuses)
      } else {
        isWhole = false
        error(
          "\(what) must hold HTTP statuses, not \(shown(item))", at: item,
          help: "write a status such as 429, or a class such as 5xx")
      }
    }
    if items.isEmpty { error("\(what) is empty", at: node) }
    return isWhole && !items.isEmpty ? all : nil
  }

  private func status(_ node: YAMLNode) -> HTTPStatusSet? {
    guard case .scalar(let text, let isPlain) = node.content else { return nil }
    if let hundreds = (1...5).first(where: { text == "\($0)xx" }) { return .hundreds(hundreds) }
    guard isPlain, let code = PlainScalar.decimal(text).flatMap(Int.init(exactly:)),
      (100...599).contains(code)
    else { return nil }
    return HTTPStatusSet([code])
  }

  private mutating func route(_ node: YAMLNode, _ what: String) -> String? {
    guard let text = text(node, what) else { return nil }
    guard text.first == "/", text.unicodeScalars.allSatisfy({ !$0.properties.isWhitespace }) else {
      error(
        "\(what) must be the path of a URL, not '\(Self.shown(text))'", at: node,
        help: "start it with '/'")
      return nil
    }
    return text
  }
}
