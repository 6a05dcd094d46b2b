import ArgumentParser
import Catalog
import Diagnostics
import Pages
import Release

/// `rigbook uses`.
struct UsesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uses",
    abstract: "Print which pages use a record of the catalog, or a file.",
    discussion: """
      Asks the record of the last build. A page that looked the record up by its id depends on it; a \
      page whose query went over the table may show something of it, and is asked again when a \
      column it reads changes.

      EXAMPLES
        rigbook uses gpu.nvidia-rtx-5090
        rigbook uses gpu.nvidia-rtx-5090.tdp_w
        rigbook uses Content/Tables/cards.sql
        rigbook uses price.price-nvidia-rtx-5090-1 --json
      """)

  @Argument(
    help: ArgumentHelp(
      "The record as TABLE.ID, one cell of it as TABLE.ID.COLUMN, or a file of the site by its path.",
      valueName: "record"))
  var record: String

  @OptionGroup var siteOption: SiteOption

  @OptionGroup var builtOutput: BuiltOutputOption

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let options = BuildOptions(siteFolder: siteOption.folder, outputFolder: builtOutput.output)
    if record.contains("/") {
      let (uses, fault) = SiteBuilder.uses(ofFile: record, options)
      return try write(uses, fault, terminal, reporter)
    }
    let catalog = try LoadedCatalog(siteOption.folder, reporter).catalog.withDerivedColumns()
    let (name, column) = try subject(in: catalog)
    let (uses, fault) = SiteBuilder.uses(of: name, column: column, options)
    try write(uses, fault, terminal, reporter)
  }

  private func write(
    _ uses: RecordUses?, _ fault: Diagnostic?, _ terminal: Terminal, _ reporter: Reporter
  ) throws {
    try reporter.stopOnErrors([fault].compactMap(\.self)) { _ in nil }
    guard let uses else { throw ExitCode.failure }
    terminal.write(json ? Self.json(uses) : text(uses))
  }

  /// Finds the record in the text; ids may hold dots.
  private func subject(in catalog: Catalog) throws -> (RecordName, column: String?) {
    guard let dot = record.firstIndex(of: "."), let table = catalog.table(String(record[..<dot]))
    else {
      throw ValidationError("'\(record)' names no table: write it as TABLE.ID, such as gpu.ID.")
    }
    let rest = String(record[record.index(after: dot)...])
    let name = table.schema.name
    if table.row(id: rest) != nil { return (RecordName(table: name, id: rest), nil) }
    if let last = rest.lastIndex(of: ".") {
      let (id, column) = (String(rest[..<last]), String(rest[rest.index(after: last)...]))
      if table.row(id: id) != nil, table.schema.columns.contains(where: { $0.name == column }) {
        return (RecordName(table: name, id: id), column)
      }
    }
    throw ValidationError("the table '\(name)' has no record '\(rest)'.")
  }

  private func text(_ uses: RecordUses) -> String {
    guard !uses.pages.isEmpty else { return "no page uses '\(record)'\n" }
    var text = ""
    for (use, heading) in [
      (RecordUses.Use.file, "pages that are made with it"),
      (.lookup, "pages that look it up"),
      (.search, "pages that search its table"),
    ] {
      let pages = uses.pages.filter { $0.use == use }
      guard !pages.isEmpty else { continue }
      text += "\(heading)\n"
      for page in pages {
        let columns = page.columns.isEmpty ? "" : "  \(page.columns.joined(separator: ", "))"
        text += "  /\(page.path)\(columns)\n"
      }
    }
    return text
  }

  private static func json(_ uses: RecordUses) -> String {
    var writer = JSONWriter()
    writer.array { json in
      for page in uses.pages {
        json.line { json in
          json.member("page", page.path)
          json.member("use", "\(page.use)")
          json.key("columns")
          json.array { json in for column in page.columns { json.string(column) } }
        }
      }
    }
    return writer.text + "\n"
  }
}
