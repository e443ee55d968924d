/// The lines of a text, each made a string only when it is asked for.
struct TextLines: RandomAccessCollection, Sendable {
  private let bytes: [UInt8]
  /// Where each line starts; line `n` ends before `starts[n + 1] - 1`.
  private let starts: [Int]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    var starts = [0]
    for index in bytes.indices where bytes[index] == UInt8(ascii: "\n") { starts.append(index + 1) }
    self.starts = starts
  }

  var startIndex: Int { 0 }
  var endIndex: Int { starts.count }

  /// Without its line end; bytes that are not UTF-8 become U+FFFD.
  subscript(index: Int) -> String {
    let end = index + 1 < starts.count ? starts[index + 1] - 1 : bytes.count
    let line = bytes[starts[index]..<end]
    return String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
  }
}
