/// A stretch of code with a head and a body: a function, a loop, a `try`, a class.
struct Block: Sendable {
  enum Kind: Sendable { case function, loop, conditional, attempt, handler, type, other }
  var kind: Kind
  /// A function's or type's name; empty where it has none.
  var name: String
  /// Tokens of the head: a function's parameters, a loop's condition.
  var head: Range<Int>
  /// Tokens of the body, without its brackets.
  var body: Range<Int>
  /// Tokens from the first of the head, with decorators, to the end of the body.
  var whole: Range<Int>
}
