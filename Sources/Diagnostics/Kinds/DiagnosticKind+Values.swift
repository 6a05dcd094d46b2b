extension DiagnosticKind {
  static let values: [DiagnosticKind] = [
    .init("missing-value", .values, "A value that every record of the table states."),
    .init(
      "unknown-field", .values,
      "A field that its record, its block or its page does not have."),
    .init(
      "wrong-number", .values,
      "Something else than a plain number: a unit, a separator of thousands, a fraction "
        + "where whole things are counted."),
    .init(
      "implausible-value", .values,
      "A number or a year outside the range in which values of its column lie, mostly one "
        + "in another unit."),
    .init("wrong-flag", .values, "Something else than `yes` or `no`."),
    .init(
      "wrong-date", .values,
      "Something else than a date of the calendar, written `YYYY-MM-DD`."),
    .init("unknown-value", .values, "A word that is not one of those its field may hold."),
    .init("wrong-id", .values, "An id with characters that addresses and queries cannot hold."),
    .init("surrounding-space", .values, "A value that begins or ends with a space."),
    .init(
      "invisible-character", .values,
      "A character in a value that leaves no mark on the page."),
    .init(
      "wrong-part", .values,
      "A part of a configuration that is not written as an id, or as a number and an id."),
    .init(
      "duplicate-id", .values,
      "An id that is taken: by a record of the catalog, or by a heading or table of the "
        + "page."),
    .init("repeated-id", .values, "An id that stands twice in one list."),
    .init("unknown-record", .values, "An id that no record of the table has."),
    .init("duplicate-record", .values, "A record that says the same as an earlier one."),
    .init("wrong-source-detail", .values, "More or fewer places than sources."),
    .init(
      "future-date", .values,
      "A day after the one on which the source was read, or after the day of the build."),
    .init(
      "stale-fact", .values, .warning,
      "A fact on a page that is more than twice as old as its class of volatility allows."),
    .init("unknown-rule", .values, "A waiver of a rule that does not exist."),
    .init("missing-reason", .values, "A waiver without a reason."),
    .init("unused-waiver", .values, "A waiver of a rule that the record keeps."),
  ]
}
