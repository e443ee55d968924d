/// Reads the assignments of a text, each once, however many words of its name are hits.
struct AssignmentReader {
  /// The name read last, and what is assigned to it.
  private var name = 0..<0
  private var assignment: Assignment?
  /// The value without quotes that was read last, and how many names in it have been read since.
  private var run = (end: 0, names: 0)
  private var kinds = SecretNameMemo()

  /// How many names in one value without quotes are given the rest of it for theirs. From then on
  /// only what stands between quotes counts, or a line of nothing but names would be read once for
  /// each of them.
  private static let mostNamesInARun = 8

  /// To be called before another text is read.
  mutating func begin() {
    name = 0..<0
    assignment = nil
    run = (0, 0)
  }

  /// What is assigned to the name that a word is part of.
  mutating func assignment(
    around word: Range<Int>, in bytes: Span<UInt8>, isCode: Bool
  ) -> Assignment? {
    if word.lowerBound >= name.lowerBound, word.upperBound <= name.upperBound { return assignment }
    guard let name = Assignment.name(around: word, in: bytes) else { return nil }
    let isInRun = word.lowerBound < run.end
    if isInRun { run.names += 1 }
    let read = Assignment(
      to: name, in: bytes, isCode: isCode,
      takesBareValues: !isInRun || run.names <= Self.mostNamesInARun)
    if let read, !isInRun, !read.isQuoted { run = (read.value.upperBound, 0) }
    // A word with a mark in it, such as `"sid`, may stand astride two names.
    if bytes[word.lowerBound].isNameByte, bytes[word.upperBound - 1].isNameByte {
      self.name = name
      assignment = read
    }
    return read
  }

  /// What a name promises of its value.
  mutating func kind(of name: Range<Int>, in bytes: Span<UInt8>) -> SecretName? {
    kinds.kind(of: name, in: bytes)
  }
}

/// Remembers what names promise: programs use the same few again and again.
private struct SecretNameMemo {
  private struct Entry {
    var name: [UInt8] = []
    var kind: SecretName?
  }
  private var entries = [Entry](repeating: Entry(), count: size)
  private static let size = 512

  mutating func kind(of name: Range<Int>, in bytes: Span<UInt8>) -> SecretName? {
    // FNV-1a. Two names that share a place only push each other out.
    var hash: UInt32 = 0x811C_9DC5
    for place in name { hash = (hash ^ UInt32(bytes[place])) &* 0x0100_0193 }
    let place = Int(hash % UInt32(Self.size))
    if !isKept(name, in: bytes, at: place) {
      let text = bytes.bytes(in: name)
      entries[place] = Entry(name: text, kind: SecretName(text))
    }
    return entries[place].kind
  }

  private func isKept(_ name: Range<Int>, in bytes: Span<UInt8>, at place: Int) -> Bool {
    guard entries[place].name.count == name.count else { return false }
    for index in entries[place].name.indices
    where entries[place].name[index] != bytes[name.lowerBound + index] {
      return false
    }
    return true
  }
}
