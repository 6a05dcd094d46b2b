/// How long an observed price is worth showing.
enum PriceValidity {
  static func columns(_ freshness: Freshness) -> [ColumnSchema] {
    let days = freshness.days(of: .high)
    return [
      .computed(
        "valid_until", .date, "Valid until",
        "The day of the price and \(days) days. A page shows a price only up to this day.",
        formula: "Date + \(days) days", from: ["as_of"])
    ]
  }

  static func cells(_ price: RecordReader) -> [Cell] {
    let days = price.tables.freshness.days(of: .high)
    return [price["as_of"].date?.adding(days: days).map(Cell.date) ?? .notStated]
  }
}
