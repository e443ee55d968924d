/// Finds what somebody meant to write.
package enum Spelling {
  /// The candidate that takes the fewest edits, where few are enough: one for each three letters.
  /// A difference in case alone always counts as near.
  package static func nearest(to word: String, among candidates: [String]) -> String? {
    let longestWord = 64
    guard word.utf8.count <= longestWord else { return nil }
    let lowercased = word.lowercased()
    let ranked = candidates.map { candidate in
      (candidate, distance(lowercased, candidate.lowercased()))
    }
    guard let best = ranked.min(by: { $0.1 < $1.1 }) else { return nil }
    return best.1 <= max(1, word.count / 3) ? best.0 : nil
  }

  /// Edits that turn one word into the other: inserting, removing, replacing a byte, or swapping
  /// two neighbours (the optimal string alignment distance).
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in left.indices {
      var row = [i + 1]
      for j in right.indices {
        var best = min(row[j] + 1, last[j + 1] + 1, last[j] + (left[i] == right[j] ? 0 : 1))
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          best = min(best, beforeLast[j - 1] + 1)
        }
        row.append(best)
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
