/// Turns places in a text into lines and columns; the places must come in ascending order.
struct LineCounter {
  private var position: TextPosition
  private var place = 0

  init(from start: TextPosition) { position = start }

  mutating func position(of offset: Int, in bytes: Span<UInt8>) -> TextPosition {
    position.advance(over: bytes.extracting(place..<offset), count: offset - place)
    place = offset
    return position
  }
}
