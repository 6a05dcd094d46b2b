/// One value of a record.
package enum Cell: Hashable, Sendable {
  /// Nobody has stated the value: an empty cell in the file. Printed as *not stated*.
  case notStated
  /// The question does not apply to this record: `–` or `n/a` in the file. Printed as `–`.
  case notApplicable
  case integer(Int64)
  case decimal(Double)
  case text(String)
  case flag(Bool)
  case date(CalendarDate)

  /// The number in the cell, whole or not.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .decimal(let value): value
    default: nil
    }
  }

  /// The whole number in the cell.
  package var integer: Int64? {
    if case .integer(let value) = self { value } else { nil }
  }

  /// The words in the cell.
  package var text: String? {
    switch self {
    case .text(let value): value
    case .date(let value): value.description
    default: nil
    }
  }

  /// The yes or no in the cell.
  package var flag: Bool? {
    if case .flag(let value) = self { value } else { nil }
  }

  /// The date in the cell.
  package var date: CalendarDate? {
    if case .date(let value) = self { value } else { nil }
  }
}
