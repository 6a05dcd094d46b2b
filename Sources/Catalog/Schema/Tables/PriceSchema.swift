extension TableSchema {
  /// Price observations; each has a date.
  package static let price = TableSchema(
    name: "price", noun: "price", file: "prices.csv",
    columns: [
      .id,
      ColumnSchema(
        "part_id", .reference(table: "part"), label: "Part", isRequired: true,
        meaning: "The part that the price is for, of any kind."),
      ColumnSchema(
        "price_usd", .decimal, label: "Price", isRequired: true, range: 1...100000,
        volatility: .high,
        meaning: "In US dollars, without tax."),
      ColumnSchema(
        "price_kind",
        .choice(["street", "street lowest", "street median", "launch", "launch or list", "list"]),
        label: "Kind", isRequired: true,
        meaning: "How the price came about."),
      ColumnSchema(
        "listings", .integer, label: "Listings", range: 1...1000,
        meaning: "Number of listings of that day; – where the kind is not one over listings."),
      ColumnSchema(
        "as_of", .date, label: "Date", isRequired: true,
        meaning: "The day that the price was seen or announced."),
      ColumnSchema(
        "verified", .flag, label: "Verified", isRequired: true,
        meaning: "no where a single list names the price; such a price is never shown."),
      .confidence,
      .notes,
      .source,
      .sourceDetail,
    ])
}
