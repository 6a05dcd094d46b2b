extension DiagnosticKind {
  static let files: [DiagnosticKind] = [
    .init(
      "unknown-file", .files,
      "A file in `Content/Catalog` whose name is that of no table, or one in `Content/Tables` that is "
        + "no named query."),
    .init("second-file", .files, "A table that stands in two files, as CSV and as YAML."),
    .init(
      "file-too-large", .files,
      "A file with more bytes than a page, a table of the catalog, or any file of a site can "
        + "have."),
    .init(
      "catalog-too-large", .files,
      "A table of the catalog with more columns or records than any has."),
    .init("cell-too-large", .files, "A value of the catalog that is longer than a text of it is."),
    .init(
      "too-many-faults", .files,
      "A file or a check of the catalog with so many faults that the others are not told."),
    .init(
      "not-a-file", .files,
      "A name that stands for no ordinary file: a link out of the site or to a folder, a "
        + "pipe, a folder in the place of a table."),
    .init("unreadable-file", .files, "A file that the system does not let the program read."),
    .init("invalid-utf8", .files, "Bytes that are not UTF-8, or the name of a file that is not."),
    .init(
      "control-character", .files,
      "A character that moves a terminal's cursor or ends a text in some programs, such as "
        + "NUL."),
    .init("missing-header", .files, "A CSV file without a first row of column names."),
    .init(
      "wrong-delimiter", .files,
      "A CSV file whose columns are separated by something else than commas."),
    .init("lone-return", .files, "A carriage return in a CSV file that begins no line break."),
    .init(
      "unknown-column", .files,
      "A name of a column that the table, the query or the page does not have."),
    .init("computed-column", .files, "A column that is typed, although the program computes it."),
    .init(
      "duplicate-column", .files,
      "A name of a column that stands twice in a header or in a query."),
    .init(
      "missing-column", .files,
      "A column of the table that the header row of its CSV file lacks."),
    .init(
      "wrong-cell-count", .files,
      "A row of a CSV file with more or fewer cells than the header."),
    .init("unclosed-quote", .files, "A quotation mark of a CSV file that is never closed."),
    .init("stray-quote", .files, "A quotation mark inside a cell that does not begin with one."),
    .init("text-after-quote", .files, "Text between a closing quotation mark and the next comma."),
    .init("yaml-syntax", .files, "YAML that cannot be read."),
    .init(
      "yaml-alias", .files,
      "An anchor, an alias or a merge of YAML; aliases of aliases can grow a small file beyond "
        + "any memory."),
    .init("yaml-depth", .files, "YAML whose lists and mappings nest too deep."),
    .init("yaml-key", .files, "A key of YAML that is a list or a mapping."),
    .init("duplicate-key", .files, "A key that stands twice in one mapping."),
    .init(
      "wrong-type", .files,
      "A list, a mapping or a text where another of them is expected, or a text that cannot "
        + "be read as what its field holds."),
  ]
}
