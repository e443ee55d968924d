internal import GateModel

/// A check's category as the checklist's table writes it.
enum CategoryName {
  static func of(_ check: CheckID) -> String {
    let category = check.category
    return category.prefix(1).uppercased() + category.dropFirst()
  }
}
