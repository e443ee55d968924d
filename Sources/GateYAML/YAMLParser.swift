internal import CLibYAML

/// Reads the documents of a YAML text, each as a tree of nodes with positions.
package enum YAMLParser {
  /// All documents; none for an empty text.
  package static func documents(
    _ bytes: [UInt8], limits: YAMLLimits = .manifest
  ) throws(YAMLError) -> [YAMLNode] {
    var reader = try DocumentReader(bytes, limits: limits)
    var documents: [YAMLNode] = []
    while let document = try reader.next() { documents.append(document) }
    return documents
  }

  /// The first document alone; what follows it is not read. `nil` for an empty text.
  package static func firstDocument(
    _ bytes: [UInt8], limits: YAMLLimits = .manifest
  ) throws(YAMLError) -> YAMLNode? {
    var reader = try DocumentReader(bytes, limits: limits)
    return try reader.next()
  }
}

/// One pass over libyaml's events. Owns the parser and the bytes it reads.
@safe private struct DocumentReader: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let limits: YAMLLimits
  private let offsets: CharacterOffsets
  private var nodesLeft: Int
  /// Anchored nodes, with how many nodes each expands to.
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]

  init(_ bytes: [UInt8], limits: YAMLLimits) throws(YAMLError) {
    let start = YAMLMark(line: 1, column: 1)
    guard bytes.count <= limits.bytes else {
      throw YAMLError(
        "the file has \(bytes.count) bytes, more than the \(limits.bytes) that are read", at: start)
    }
    guard
      bytes.count < 2
        || !((bytes[0], bytes[1]) == (0xFF, 0xFE) || (bytes[0], bytes[1]) == (0xFE, 0xFF))
    else { throw YAMLError("the file is UTF-16; save it as UTF-8", at: start) }
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    guard unsafe yaml_parser_initialize(parser) == 1 else {
      unsafe parser.deallocate()
      throw YAMLError("out of memory", at: start)
    }
    let input = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe input.initialize(from: bytes)
    unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    unsafe yaml_parser_set_input_string(parser, input.baseAddress, bytes.count)
    unsafe self.parser = parser
    unsafe self.input = input
    self.limits = limits
    offsets = CharacterOffsets(bytes)
    nodesLeft = limits.nodes
  }

  deinit {
    unsafe yaml_parser_delete(parser)
    unsafe parser.deallocate()
    unsafe input.deallocate()
  }

  mutating func next() throws(YAMLError) -> YAMLNode? {
    while true {
      let event = try nextEvent()
      switch event.kind {
      case .streamEnd: return nil
      case .other: continue
      case .documentStart:
        anchors = [:]
        return try node(from: nextEvent(), depth: 0).node
      default: throw YAMLError("unexpected content between documents", at: event.start)
      }
    }
  }

  private mutating func node(
    from event: Event, depth: Int
  ) throws(YAMLError) -> (node: YAMLNode, size: Int) {
    guard depth < limits.depth else {
      throw YAMLError("nested more than \(limits.depth) levels deep", at: event.start)
    }
    var built: (node: YAMLNode, size: Int)
    switch event.kind {
    case .scalar(let text, let isPlain):
      built = (
        YAMLNode(content: .scalar(text, isPlain: isPlain), start: event.start, end: event.end), 1
      )
    case .alias(let name):
      guard let target = anchors[name] else {
        throw YAMLError("the alias *\(name) has no anchor above it", at: event.start)
      }
      // Each use takes its place, so that an error in it points at the use.
      built = target
      built.node.start = event.start
      built.node.end = event.end
    case .sequenceStart:
      var items: [YAMLNode] = []
      var size = 1
      var item = try nextEvent()
      while item.kind != .collectionEnd {
        let (node, itemSize) = try self.node(from: item, depth: depth + 1)
        items.append(node)
        size += itemSize
        item = try nextEvent()
      }
      built = (YAMLNode(content: .sequence(items), start: event.start, end: item.end), size)
    case .mappingStart:
      var entries: [YAMLEntry] = []
      var size = 1
      var item = try nextEvent()
      while item.kind != .collectionEnd {
        let (key, keySize) = try self.node(from: item, depth: depth + 1)
        let (value, valueSize) = try self.node(from: nextEvent(), depth: depth + 1)
        entries.append(YAMLEntry(key: key, value: value))
        size += keySize + valueSize
        item = try nextEvent()
      }
      built = (YAMLNode(content: .mapping(entries), start: event.start, end: item.end), size)
    case .streamEnd, .documentStart, .collectionEnd, .other:
      throw YAMLError("unexpected end of the document", at: event.start)
    }
    nodesLeft -= event.isAlias ? built.size : 1
    guard nodesLeft >= 0 else {
      throw YAMLError(
        "more than \(limits.nodes) values once aliases are expanded", at: event.start)
    }
    if let anchor = event.anchor { anchors[anchor] = built }
    return built
  }

  private struct Event {
    enum Kind: Equatable {
      case streamEnd, documentStart, sequenceStart, mappingStart, collectionEnd, other
      case scalar(String, isPlain: Bool)
      case alias(String)
    }
    var kind: Kind
    var anchor: String?
    var start: YAMLMark
    var end: YAMLMark
    var isAlias: Bool { if case .alias = kind { true } else { false } }
  }

  private mutating func nextEvent() throws(YAMLError) -> Event {
    var event = unsafe yaml_event_t()
    guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { unsafe yaml_event_delete(&event) }
    var anchor: UnsafeMutablePointer<UInt8>?
    let kind: Event.Kind
    switch unsafe event.type {
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: kind = .streamEnd
    case YAML_DOCUMENT_START_EVENT: kind = .documentStart
    case YAML_SCALAR_EVENT:
      let scalar = unsafe event.data.scalar
      unsafe anchor = scalar.anchor
      let text = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
      kind = unsafe .scalar(
        String(decoding: text, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    case YAML_ALIAS_EVENT: kind = unsafe .alias(text(event.data.alias.anchor) ?? "")
    case YAML_SEQUENCE_START_EVENT:
      unsafe anchor = event.data.sequence_start.anchor
      kind = .sequenceStart
    case YAML_MAPPING_START_EVENT:
      unsafe anchor = event.data.mapping_start.anchor
      kind = .mappingStart
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: kind = .collectionEnd
    default: kind = .other
    }
    return unsafe Event(
      kind: kind, anchor: text(anchor), start: mark(event.start_mark), end: mark(event.end_mark))
  }

  private func text(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    guard let pointer = unsafe pointer else { return nil }
    return unsafe String(cString: pointer)
  }

  private func mark(_ mark: yaml_mark_t) -> YAMLMark {
    YAMLMark(
      line: mark.line + 1,
      column: offsets.byteColumn(ofCharacter: mark.index, column: mark.column))
  }

  private func failure() -> YAMLError {
    let parser = unsafe self.parser.pointee
    let problem = unsafe parser.problem.map { unsafe String(cString: $0) } ?? "unreadable"
    if unsafe parser.error == YAML_READER_ERROR {
      let offset = unsafe min(parser.problem_offset, input.count)
      let before = unsafe input[..<offset]
      let line = unsafe before.count { $0 == UInt8(ascii: "\n") } + 1
      let column =
        unsafe offset - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
      return YAMLError("not valid UTF-8 text: \(problem)", at: YAMLMark(line: line, column: column))
    }
    let context = unsafe parser.context.map { unsafe String(cString: $0) + ": " } ?? ""
    return unsafe YAMLError("\(context)\(problem)", at: mark(parser.problem_mark))
  }
}
