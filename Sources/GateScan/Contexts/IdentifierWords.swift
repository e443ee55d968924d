/// The words of an identifier in lower case: `dbPassword2`, `DB_PASSWORD`, `db-password`.
struct IdentifierWords {
  /// Without digits at the end of a word. Words of up to 15 bytes take no memory of their own.
  let words: [String]

  init(_ name: some Collection<UInt8>) {
    var words: [String] = []
    var word: [UInt8] = []
    var previous: UInt8 = 0
    func finish() {
      while word.count > 1, word.last?.isDigit == true { word.removeLast() }
      if word.contains(where: \.isLetter) { words.append(String(decoding: word, as: UTF8.self)) }
      word.removeAll(keepingCapacity: true)
    }
    var index = name.startIndex
    while index < name.endIndex {
      let byte = name[index]
      let next = name.index(after: index)
      let following = next < name.endIndex ? name[next] : 0
      if !byte.isLetter, !byte.isDigit {
        finish()
      } else {
        // `dbPassword` and the `Key` of `APIKey`.
        let startsWord =
          byte.isUppercase && (!previous.isUppercase && previous.isLetter || previous.isDigit)
          || byte.isUppercase && previous.isUppercase && following.isLowercase
        if startsWord { finish() }
        word.append(byte.lowercased)
      }
      previous = byte
      index = next
    }
    finish()
    self.words = words
  }
}
