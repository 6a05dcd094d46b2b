import Catalog
import Diagnostics

/// An order in which the tables of a page are shown: the one that the page itself has, or another
/// one, which has a page of its own.
package struct TableOrder: Sendable {
  /// Which end of a column comes first.
  package enum Direction: String, Sendable, CaseIterable {
    case ascending = "asc"
    case descending = "desc"
  }

  /// What the rows are sorted by.
  package struct Key: Sendable {
    /// The name of the column, in SQL.
    package var column: Located<String>
    package var direction: Direction
  }

  /// The last part of the address of the page in this order, `by-bandwidth`, or `nil` for the order
  /// of the page itself.
  package var name: Located<String>?
  /// What the rows are sorted by, in words that can follow "by": "bandwidth".
  package var label: Located<String>
  /// Only the order of the page itself may lack one; then its rows stand as the queries give them.
  package var key: Key?
}

extension TableOrder {
  /// Reads one entry of `orders` in front matter; without a usable one there are faults.
  static func read(_ fields: inout Fields) -> (order: TableOrder?, faults: [Diagnostic]) {
    let name = fields.text("name")
    let label = fields.requiredText("label")
    let by = name == nil ? fields.text("by") : fields.requiredText("by")
    var faults: [Diagnostic] = []
    if let name, !isPathPart(name.value) {
      faults.append(
        Diagnostic(
          "invalid-id", "'\(name.value)' cannot be part of an address", at: name.span,
          help: ["use small letters, digits and hyphens: 'by-bandwidth'"]))
    }
    let key = by.flatMap { sortKey($0, reporting: &faults) }
    guard let label, faults.isEmpty, name == nil || key != nil else { return (nil, faults) }
    return (TableOrder(name: name, label: label, key: key), [])
  }

  /// Splits `bandwidth_gb_s desc`; without a direction the smallest comes first, as in SQL.
  private static func sortKey(_ by: Located<String>, reporting faults: inout [Diagnostic]) -> Key? {
    let words = by.value.split(separator: " ").map(String.init)
    guard let column = words.first, words.count <= 2 else {
      faults.append(
        Diagnostic(
          "wrong-type", "'by' must be a column and 'asc' or 'desc', found '\(by.value)'",
          at: by.span, help: ["write the name of one column, as in SQL"]))
      return nil
    }
    let word = words.count == 2 ? words[1] : Direction.ascending.rawValue
    guard let direction = Direction(rawValue: word) else {
      let names = Direction.allCases.map(\.rawValue)
      faults.append(
        Diagnostic(
          "unknown-value", "'\(word)' is no direction: expected \(names.joined(separator: " or "))",
          at: by.span, help: NearestName.help(for: word, among: names)))
      return nil
    }
    return Key(column: Located(column, at: by.span), direction: direction)
  }

  private static func isPathPart(_ name: String) -> Bool {
    !name.isEmpty
      && name.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
          || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: "-")
      }
  }

  /// Reports orders with the name of an earlier one, and those that say the same as an earlier one,
  /// and leaves them out.
  static func removeDuplicates(from orders: inout [TableOrder]) -> [Diagnostic] {
    var kept: [TableOrder] = []
    var faults: [Diagnostic] = []
    for order in orders {
      if let fault = order.repetition(of: kept) { faults.append(fault) } else { kept.append(order) }
    }
    orders = kept
    return faults
  }

  private func repetition(of earlier: [TableOrder]) -> Diagnostic? {
    if let first = earlier.first(where: { $0.name?.value == name?.value }) {
      let subject = name.map { "two orders called '\($0.value)'" } ?? "two orders of its own"
      return Diagnostic(
        "duplicate-order", "the page has \(subject)", at: (name ?? label).span,
        notes: [.init("the first is here", at: (first.name ?? first.label).span)],
        help: ["remove one, or give it another 'name'"])
    }
    guard let key, let first = earlier.first(where: { $0.key?.isSame(as: key) ?? false }) else {
      return nil
    }
    return Diagnostic(
      "duplicate-order", "an order by '\(key.column.value)' in this direction is there already",
      at: key.column.span, notes: [.init("the first is here", at: first.label.span)],
      help: ["remove one"])
  }
}

extension TableOrder.Key {
  fileprivate func isSame(as other: Self) -> Bool {
    column.value == other.column.value && direction == other.direction
  }
}
