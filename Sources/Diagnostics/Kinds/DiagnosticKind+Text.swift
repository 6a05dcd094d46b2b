extension DiagnosticKind {
  static let text: [DiagnosticKind] = [
    .init("raw-html", .text, "HTML in a text; it would be printed without any check."),
    .init("unsafe-link", .text, "A link that runs script or holds data."),
    .init("broken-link", .text, "A link to a page, a record or a file that does not exist."),
    .init("broken-fragment", .text, "A link to an anchor that its page lacks."),
    .init(
      "invalid-id", .text,
      "An anchor, or a part of an address, with characters that it cannot hold."),
    .init("misplaced-id", .text, "An anchor outside a heading."),
    .init("misplaced-form", .text, "A value where none can stand."),
    .init("misplaced-caption", .text, "A caption that stands above no table."),
    .init(
      "table-too-large", .text,
      "A table with more columns or missing cells than a page can show."),
    .init(
      "unclear-table-end", .text,
      "A line that belongs to a table by its place and to something else by its looks."),
    .init(
      "too-many-images", .text,
      "More images in one paragraph than can be read in reasonable time."),
    .init("nesting-too-deep", .text, "Quotes, lists or notes that nest too deep."),
    .init("ended-note", .text, .warning, "A note whose last day has passed; it is left out."),
    .init("out-of-memory", .text, "A text that does not fit into memory."),
    .init("unknown-form", .text, "A block that does not exist."),
    .init("unknown-expression", .text, "A value that is neither a cell nor a query."),
    .init("unknown-name", .text, "A record, a column or a template's name that does not exist."),
    .init(
      "no-record", .text,
      "Something about the record of a page that is about none, or a question about a build "
        + "that left no record."),
    .init("not-one-value", .text, "A query in a sentence that gives more or less than one value."),
    .init("missing-caption", .text, "A table, a chart or a named query without a caption."),
    .init("unknown-query", .text, "A query by a name that no file of `Content/Tables` has."),
    .init("unused-query", .text, .warning, "A file of `Content/Tables` that no page shows."),
    .init(
      "query-failed", .text,
      "A query that is refused or that fails: it would write, does too much, asks the "
        + "clock, or has a mistake."),
    .init(
      "empty-table", .text,
      "A query that gives no rows, where the page does not say what that means."),
    .init("unnamed-column", .text, "A column of a query without a name."),
    .init("useless-link", .text, "A column that links the one after it, where there is none."),
    .init("unknown-verdict", .text, "A column of verdicts with other words."),
    .init("unexpected-content", .text, "Text in a block that takes none."),
    .init("unknown-figure", .text, "A figure that records of the table do not have."),
    .init("duplicate-figure", .text, "A figure that the page derives twice."),
    .init("no-numbers", .text, "A chart without a column of numbers."),
    .init("not-a-number", .text, "A chart of something else than numbers."),
    .init(
      "out-of-range", .text,
      "A number that the axis of a chart cannot show, or that the engine has no answer for."),
    .init("mixed-units", .text, "Two units on one axis."),
    .init("too-many-series", .text, "More series than a chart can show apart."),
    .init("empty-chart", .text, "A chart whose rows hold nothing to draw."),
  ]
}
