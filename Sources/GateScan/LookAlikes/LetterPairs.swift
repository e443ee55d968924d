/// How rare each pair of letters is in words that people write into programs.
///
/// Cell `[a][b]` is -log2 of the share of `b` behind `a`, rounded and cut at 9, over the distinct
/// words (three letters or more, seen three times or more, identifiers split at capitals) of the
/// sources of the standard libraries of Python and Perl. Words average 3 to 4.3; random letters
/// 5 to 6.5.
enum LetterPairs {
  /// The mean over all pairs of neighbouring letters, and how many there are.
  static func surprise(of lower: [UInt8]) -> (mean: Double, pairs: Int) {
    var sum = 0
    var pairs = 0
    for (first, second) in zip(lower, lower.dropFirst())
    where first.isLowercase && second.isLowercase {
      sum += Int(table[Int(first - a) * 26 + Int(second - a)])
      pairs += 1
    }
    return (pairs == 0 ? 0 : Double(sum) / Double(pairs), pairs)
  }

  private static let a = UInt8(ascii: "a")
  private static let table: [UInt8] = rows.utf8.filter(\.isDigit).map { $0 - UInt8(ascii: "0") }
  /// A line for each first letter, a digit for each second one.
  private static let rows = """
    74448759596343959343667669
    35563678358366469446488958
    38563683594467279453589969
    46652578287566468545578879
    47435568798453757334866579
    46554379299476369455498969
    47672764498464469345478988
    28762787397666379564689869
    55455559898452459544959795
    38653599465766359737375989
    46552657378475567635675969
    37652689297477369745579949
    25762788397558339856589979
    47433538496676469743569989
    65448659696442549344465799
    37663685497377349354597959
    77767687789377876545158989
    37552769396556369544678969
    57463674396567547742477969
    37562684398567469345587858
    54564569499443649343899899
    26671688399766579666898889
    37653684396674369446887799
    56453576499546538652777558
    56564667498444529533766867
    47661687399668469766787966
    """
}
