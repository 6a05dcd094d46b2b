extension TableSchema {
  /// What readers were told of releases; written by `rigbook diff --record`.
  ///
  /// The day is not called `as_of`: it says when the site said something else, not when a fact was
  /// observed, and so does not count for the newest fact.
  package static let change = TableSchema(
    name: "change", noun: "change of the site", file: "changes.csv",
    columns: [
      .id,
      ColumnSchema(
        "changed_on", .date, label: "Date", isRequired: true,
        meaning: "The day from which on the site says so."),
      ColumnSchema(
        "kind", .choice(["verdict", "claim", "ranking", "page", "fact"]), label: "Kind",
        isRequired: true,
        meaning: "verdict: one of the engine's; claim: a sentence that the catalog bears out no "
          + "longer, or again; ranking: an order of rows; page: one that came or went; fact: a "
          + "cell of the catalog."),
      ColumnSchema(
        "page", .text, label: "Page",
        meaning: "The path of the page below the site's address; / is the home page."),
      ColumnSchema(
        "what", .text, label: "What", isRequired: true, meaning: "What changed, in words."),
      ColumnSchema(
        "before", .text, label: "Before", whenEmpty: .notApplicable,
        meaning: "What the site said; – for what is new."),
      ColumnSchema(
        "after", .text, label: "After", whenEmpty: .notApplicable,
        meaning: "What the site says; – for what is gone."),
      ColumnSchema(
        "cause", .text, label: "Cause", whenEmpty: .notApplicable,
        meaning: "The change of the catalog that it follows from; – where there is none."),
    ])
}
