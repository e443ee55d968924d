internal import CPCRE2

/// A compiled regular expression over bytes. Shared between threads; matching needs a `Matcher`.
@safe package final class Pattern: Sendable {
  package struct Options: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// Matches only at the place given. Must be compiled in: given at match time it turns the JIT off.
    package static let anchored = Options(rawValue: 1)
    package static let caseInsensitive = Options(rawValue: 2)
    /// `^` and `$` match at line ends.
    package static let multiline = Options(rawValue: 4)
    package static let dotMatchesNewline = Options(rawValue: 8)
    /// White space and `#` comments in the pattern are ignored.
    package static let extended = Options(rawValue: 16)
  }

  package let source: String
  fileprivate nonisolated(unsafe) let code: OpaquePointer
  fileprivate let hasJIT: Bool
  package let groupNames: [String: Int]

  package init(_ source: String, options: Options = []) throws(MatchingError) {
    self.source = source
    var flags: UInt32 = PCRE2_NEVER_BACKSLASH_C | PCRE2_DOLLAR_ENDONLY
    if options.contains(.anchored) { flags |= PCRE2_ANCHORED }
    if options.contains(.caseInsensitive) { flags |= UInt32(PCRE2_CASELESS) }
    if options.contains(.multiline) { flags |= UInt32(PCRE2_MULTILINE) }
    if options.contains(.dotMatchesNewline) { flags |= UInt32(PCRE2_DOTALL) }
    if options.contains(.extended) { flags |= UInt32(PCRE2_EXTENDED) }
    var errorCode: Int32 = 0
    var errorOffset = 0
    let bytes = Array(source.utf8)
    let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_compile_8(
        buffer.baseAddress, buffer.count, flags, &errorCode, &errorOffset, nil)
    }
    guard let compiled = unsafe compiled else {
      throw MatchingError(
        .badPattern, "\(Self.message(errorCode)) at offset \(errorOffset) of /\(source)/")
    }
    unsafe code = compiled
    hasJIT = unsafe pcre2_jit_compile_8(compiled, PCRE2_JIT_COMPLETE) == 0
    groupNames = unsafe Self.names(of: compiled)
  }

  deinit { unsafe pcre2_code_free_8(code) }

  fileprivate static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    let length = unsafe buffer.withUnsafeMutableBufferPointer { target in
      unsafe pcre2_get_error_message_8(code, target.baseAddress, target.count)
    }
    return String(decoding: buffer.prefix(max(0, Int(length))), as: UTF8.self)
  }

  private static func names(of code: OpaquePointer) -> [String: Int] {
    var count: UInt32 = 0
    var entrySize: UInt32 = 0
    var table: UnsafePointer<UInt8>?
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMECOUNT), &count)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMEENTRYSIZE), &entrySize)
    unsafe pcre2_pattern_info_8(code, UInt32(PCRE2_INFO_NAMETABLE), &table)
    guard let table = unsafe table else { return [:] }
    var names: [String: Int] = [:]
    for index in 0..<Int(count) {
      let entry = unsafe table + index * Int(entrySize)
      let name = unsafe String(cString: entry + 2)
      names[name] = unsafe Int(entry[0]) << 8 | Int(entry[1])
    }
    return names
  }
}

/// What one thread needs to match: match data, limits and a JIT stack. Made once a thread.
@safe package struct Matcher: ~Copyable {
  /// Steps of backtracking after which a match is given up: 0.3 to 0.6 ms on the machines measured.
  package static let matchLimit: UInt32 = 100_000
  /// The heap that a match without JIT may take, in KiB.
  private static let heapLimit: UInt32 = 20_000
  private static let jitStackBytes = 1 << 20
  private static let most = 32

  private let data: OpaquePointer
  private let context: OpaquePointer
  private let stack: OpaquePointer
  /// How many groups the last match has; 0 where there was none.
  package private(set) var groupCount = 0

  /// - Parameter matchLimit: steps of backtracking after which a match is given up.
  package init(matchLimit: UInt32 = Self.matchLimit) throws(MatchingError) {
    guard let data = unsafe pcre2_match_data_create_8(UInt32(Self.most), nil),
      let context = unsafe pcre2_match_context_create_8(nil),
      let stack = unsafe pcre2_jit_stack_create_8(32 << 10, Self.jitStackBytes, nil)
    else { throw MatchingError(.library, "out of memory for regular expressions") }
    unsafe self.data = data
    unsafe self.context = context
    unsafe self.stack = stack
    unsafe pcre2_set_match_limit_8(context, matchLimit)
    unsafe pcre2_set_heap_limit_8(context, Self.heapLimit)
    unsafe pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    unsafe pcre2_match_data_free_8(data)
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_jit_stack_free_8(stack)
  }

  /// Whether the pattern matches at or behind `start`, in bytes up to `end`; what stands before
  /// `start` is seen by lookbehind. Where it does, `range(of:)` tells where.
  package mutating func matches(
    _ pattern: Pattern, in bytes: Span<UInt8>, from start: Int = 0, to end: Int? = nil
  ) throws(MatchingError) -> Bool {
    let length = min(end ?? bytes.count, bytes.count)
    groupCount = 0
    guard start <= length else { return false }
    let result = unsafe bytes.withUnsafeBufferPointer { subject in
      var result: Int32
      if pattern.hasJIT {
        result = unsafe pcre2_jit_match_8(
          pattern.code, subject.baseAddress, length, start, 0, data, context)
        guard result == PCRE2_ERROR_JIT_STACKLIMIT else { return result }
      }
      result = unsafe pcre2_match_8(
        pattern.code, subject.baseAddress, length, start, UInt32(PCRE2_NO_JIT), data, context)
      return result
    }
    switch result {
    // 0 says that the vector was too small for all groups; those in it are right.
    case 0...: groupCount = result == 0 ? Self.most : Int(result)
    case PCRE2_ERROR_NOMATCH: break
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_DEPTHLIMIT,
      PCRE2_ERROR_JIT_STACKLIMIT:
      throw MatchingError(.limitReached, "/\(pattern.source)/ backtracks without end here")
    default:
      throw MatchingError(.library, "\(Pattern.message(result)) (pcre2 \(result))")
    }
    return groupCount > 0
  }

  /// Where a group of the last match stands, 0 being the whole; `nil` where it took no part.
  package func range(of group: Int) -> Range<Int>? {
    guard group < groupCount, let vector = unsafe pcre2_get_ovector_pointer_8(data) else {
      return nil
    }
    let lower = unsafe vector[2 * group]
    let upper = unsafe vector[2 * group + 1]
    // A group that took no part has the largest Int; \K in a lookahead can turn a range around.
    return lower == Int.max || lower == -1 || lower > upper ? nil : lower..<upper
  }

  /// The first match at or behind `start`, as `matches` finds it, with all its groups.
  package mutating func firstMatch(
    of pattern: Pattern, in bytes: Span<UInt8>, from start: Int = 0, to end: Int? = nil
  ) throws(MatchingError) -> PatternMatch? {
    guard try matches(pattern, in: bytes, from: start, to: end) else { return nil }
    let ranges = (0..<groupCount).map { range(of: $0) }
    return PatternMatch(ranges: ranges, names: pattern.groupNames)
  }
}

/// Where a pattern matched, as byte ranges.
package struct PatternMatch: Sendable {
  package let ranges: [Range<Int>?]
  private let names: [String: Int]

  init(ranges: [Range<Int>?], names: [String: Int]) {
    self.ranges = ranges
    self.names = names
  }

  package var range: Range<Int> { ranges.first.flatMap { $0 } ?? 0..<0 }
  package func range(of group: Int) -> Range<Int>? {
    ranges.indices.contains(group) ? ranges[group] : nil
  }
  package func range(named name: String) -> Range<Int>? {
    names[name].flatMap { range(of: $0) }
  }
}
