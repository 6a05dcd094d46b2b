internal import Diagnostics

/// The one policy for turning values into words: rounding, separators, units and missing values.
///
/// - Whole numbers are exact, with a comma every three digits from 1,000 on.
/// - Other numbers are rounded half away from zero to the digits that ``NumberPrecision`` gives for
///   their unit and size. A number that is not zero never prints as zero.
/// - A negative number begins with the minus sign (U+2212), not with a hyphen.
/// - In prose the unit follows after a no-break space (`24 GiB`, `36 %`); one of a thing that is
///   counted is `1 token`. In a table the column heading states the unit, so the cell holds the number
///   alone.
/// - Yes and no are `yes` and `no`. A date is `10 January 2025` in prose and `2025-01-10` in tables,
///   as long as it is known.
/// - A value that nobody stated is `not stated`; one that cannot exist is `–`.
package enum ValueFormat {
  /// Where a value is printed.
  package enum Style: Hashable, Sendable {
    /// In a sentence: the unit follows the number.
    case prose
    /// In a column whose heading states the unit.
    case table
  }

  /// What stands for a value that nobody has stated.
  package static let notStated = "not stated"
  /// What stands for a value that cannot exist for this record.
  package static let notApplicable = "–"
  /// The space between a number and its unit.
  package static let noBreakSpace = "\u{00A0}"

  /// Returns the value as people read it.
  package static func text(_ cell: Cell, unit: Unit?, style: Style) -> String {
    switch cell {
    case .notStated: notStated
    case .notApplicable: notApplicable
    case .integer(let value): withUnit(NumberText.grouped(value), unit, style)
    case .decimal(let value): withUnit(number(value, unit: unit), unit, style)
    case .text(let value): value
    case .flag(let value): value ? "yes" : "no"
    case .date(let value): style == .prose ? DateText.prose(value) : value.description
    }
  }

  /// Returns a number rounded for its unit, without the unit.
  package static func number(_ value: Double, unit: Unit?) -> String {
    NumberText.rounded(value, NumberPrecision(of: value, unit: unit))
  }

  /// Returns the value as programs read it: no separators, no unit, no rounding.
  ///
  /// A decimal is the shortest text that reads back as the same number; a date is ISO 8601; yes and
  /// no are `true` and `false`; a value not stated is empty.
  package static func plain(_ cell: Cell) -> String {
    switch cell {
    case .notStated: ""
    case .notApplicable: notApplicable
    case .integer(let value): String(value)
    case .decimal(let value): NumberText.shortest(value)
    case .text(let value): value
    case .flag(let value): value ? "true" : "false"
    case .date(let value): value.description
    }
  }

  /// Returns the value as JSON: a number, a string, true, false, or null where it is not stated.
  package static func json(_ cell: Cell) -> String {
    switch cell {
    case .notStated: "null"
    case .integer, .flag: plain(cell)
    case .decimal(let value): value.isFinite ? plain(cell) : "null"
    case .notApplicable, .text, .date: JSONText.quoted(plain(cell))
    }
  }

  private static func withUnit(_ number: String, _ unit: Unit?, _ style: Style) -> String {
    guard style == .prose, let unit else { return number }
    switch unit {
    case .tokens where number == "1": return number + noBreakSpace + "token"
    default: return number + noBreakSpace + unit.symbol
    }
  }
}
