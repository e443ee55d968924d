/// Tells where what looks like a value is an expression of the program or the template around it.
enum ExpressionContext {
  static func surrounds(
    _ assignment: Assignment, in bytes: Span<UInt8>, of file: ScannedFile
  ) -> Bool {
    if assignment.isQuoted {
      return isBinding(assignment, in: bytes, of: file)
        || file.isCode && isBetweenLiterals(assignment, in: bytes)
    }
    return bytes.at(assignment.value.lowerBound) == UInt8(ascii: "(")
      || isArgumentOfItsName(assignment, in: bytes)
      || isInTemplateTag(assignment.name.lowerBound, in: bytes)
  }

  /// `[password]="form.value"` of Angular, `:password="form.value"` of Vue.
  private static func isBinding(
    _ assignment: Assignment, in bytes: Span<UInt8>, of file: ScannedFile
  ) -> Bool {
    guard assignment.form == .tight else { return false }
    let place = assignment.name.lowerBound - 1
    let before = bytes.at(place - 1)
    guard before.isBlank || before.isLineBreak else { return false }
    return bytes.at(place) == UInt8(ascii: "[")
      || bytes.at(place) == UInt8(ascii: ":") && file.isMarkup
  }

  /// `"password=" + word + "&user="`: the quote behind the sign closes the literal that the name
  /// stands in, and what follows is code.
  private static func isBetweenLiterals(
    _ assignment: Assignment, in bytes: Span<UInt8>
  ) -> Bool {
    guard assignment.form == .tight else { return false }
    let place = bytes.skippingBlanks(from: assignment.value.lowerBound)
    return place < assignment.value.upperBound && "+,;.)}]&".utf8.contains(bytes[place])
  }

  /// `login(password=password)`: the value is a variable that is called like the parameter.
  private static func isArgumentOfItsName(
    _ assignment: Assignment, in bytes: Span<UInt8>
  ) -> Bool {
    guard assignment.form == .tight,
      bytes.bytes(in: assignment.name) == bytes.bytes(in: assignment.value)
    else { return false }
    let before = bytes.at(bytes.lastNonBlank(before: assignment.name.lowerBound))
    let behind = bytes.at(assignment.value.upperBound)
    return "(,".utf8.contains(before) || "),".utf8.contains(behind)
  }

  /// Bytes before a name in which a tag may have been opened.
  private static let reach = 300

  /// Whether `{{` or `{%` is open: `{% set password = other_password %}`.
  private static func isInTemplateTag(_ place: Int, in bytes: Span<UInt8>) -> Bool {
    var index = place
    while index > 1, place - index < reach, !bytes[index - 1].isLineBreak {
      index -= 1
      let pair = (bytes[index - 1], bytes[index])
      switch pair {
      case (UInt8(ascii: "{"), UInt8(ascii: "{")), (UInt8(ascii: "{"), UInt8(ascii: "%")):
        return true
      case (UInt8(ascii: "}"), UInt8(ascii: "}")), (UInt8(ascii: "%"), UInt8(ascii: "}")):
        return false
      default: break
      }
    }
    return false
  }
}
