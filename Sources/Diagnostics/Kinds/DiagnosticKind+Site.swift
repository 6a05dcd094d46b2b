extension DiagnosticKind {
  static let site: [DiagnosticKind] = [
    .init("no-site", .site, "A folder without `Content/site.yaml`."),
    .init("no-pages", .site, "A site without pages, or a list of pages with none below its path."),
    .init(
      "no-search-page", .site,
      "A search index without the page that shows results to readers without script."),
    .init("duplicate-page", .site, "Two files that make the page at one address."),
    .init("duplicate-file", .site, "Two files that would be one in the output."),
    .init(
      "path-clash", .site,
      "Paths of the output that differ in their case alone, or a file where others need a "
        + "folder."),
    .init("name-too-long", .site, "A name that not every file system takes."),
    .init(
      "unknown-table", .site,
      "A file name that asks for a page for each record of a table that does not exist."),
    .init("unknown-template", .site, "A template that does not exist."),
    .init("missing-front-matter", .site, "A page that does not begin with front matter."),
    .init("unclosed-front-matter", .site, "Front matter without its second `---` line."),
    .init("missing-field", .site, "A field that must be there."),
    .init("unknown-section", .site, "A section that is no page of the site."),
    .init("circular-section", .site, "A page that stands below itself."),
    .init(
      "misplaced-section", .site,
      "A section on a page of a record, which stands below its list."),
    .init("misplaced-orders", .site, "Orders on a page that has no tables of its own address."),
    .init("misplaced-related", .site, "Related records on a page that is about none."),
    .init("duplicate-order", .site, "An order that stands twice on a page."),
    .init(
      "review-overdue", .site, .warning,
      "A page whose next review is past due on the day of the build."),
    .init(
      "page-expired", .site, .warning,
      "A page that is shown after the last day on which it holds."),
    .init("output-failed", .site, "An output folder that cannot be written."),
    .init("foreign-output", .site, "An output folder that holds files no build made."),
    .init(
      "database-failed", .site,
      "A catalog that cannot be held as a database, mostly for want of memory."),
    .init(
      "not-as-clean", .site,
      "An output that a build from nothing does not give: an error of the program."),
  ]
}
