/// How long an observed price is worth showing.
enum PriceValidity {
  /// Prices of parts moved by half within months when memory became scarce; half a year is the
  /// longest that a street price of this catalog is called current.
  static let days = 180

  static let columns: [ColumnSchema] = [
    .computed(
      "valid_until", .date, "Valid until",
      "The day of the price and \(days) days. A page shows a price only up to this day.",
      formula: "Date + \(days) days", from: ["as_of"])
  ]

  static func cells(_ price: RecordReader) -> [Cell] {
    [price["as_of"].date?.adding(days: days).map(Cell.date) ?? .notStated]
  }
}
