/// What one page read while it was rendered.
package enum Read: Hashable, Sendable {
  /// A cell of a record, read in Swift.
  case cell(table: String, id: String, column: String)
  /// A record that was looked up by id and read as a whole.
  case record(table: String, id: String)
  /// A table that was searched or read as a whole.
  case table(String)
  case query(QueryRead)
  /// A template or partial, by name.
  case template(String)
  /// A file of the site folder, by path.
  case asset(String)
  /// A field of a page: its own place in the site, or what it says of another page.
  case page(path: String, field: PageField)
  /// Where the page of a record lies, if there is one.
  case address(table: String, id: String)
  /// Whether the pages of a table's records derive a figure.
  case figure(table: String, name: String)
  /// Where a link of a Markdown file leads.
  case link(destination: String, source: String)
  /// A part of the site that pages share.
  case fragment(Fragment)
  /// The date that the build was told to take as today's.
  case asOf
}

/// A query, with all that its rows come from.
package struct QueryRead: Hashable, Sendable {
  package var sql: String
  /// The values of its parameters: `id=nvidia-rtx-4090`.
  package var arguments: [String]
  /// The columns it touched, as sorted `table.column`.
  package var columns: [String]
  /// The records that functions of the engine looked up by id while it ran, sorted; `*` as an id
  /// stands for the whole table.
  package var records: [RecordName]
  /// The digest of the rows it gave and of where their figures came from.
  package var digest: StableDigest

  /// The digest tells reads apart as a rule; the texts are many times as long.
  package func hash(into hasher: inout Hasher) { hasher.combine(digest) }
}

/// What a page shows of a page.
package enum PageField: String, Sendable {
  /// The titles of the pages above it.
  case breadcrumbs
  /// The entries of the navigation that hold it.
  case place
  /// The pages that it leads its readers to at its end.
  case related
  /// The records before and after its own in the list above it.
  case neighbours
}

/// What pages share.
package enum Fragment: Hashable, Sendable {
  /// The entries of the navigation right below one, or at its top for `nil`.
  case navigation(below: String?)
  /// The navigation with all its entries.
  case wholeNavigation
  /// The pages below a path, with their titles.
  case pages(below: String)
  /// The date of the newest fact in the catalog.
  case dataDate
  /// The names of parts, models and programs.
  case names
}

extension Fragment {
  /// The fragment in words.
  package var name: String {
    switch self {
    case .navigation(let path): path.map { "navigation below /\($0)" } ?? "navigation"
    case .wholeNavigation: "navigation with all entries"
    case .pages(let path): "pages below /\(path)"
    case .dataDate: "date of the newest fact"
    case .names: "names of parts, models and programs"
    }
  }
}

extension Read {
  /// What the reads are ordered by: the kind, then its names.
  package var sortKey: [String] {
    switch self {
    case .cell(let table, let id, let column): ["cell", table, id, column]
    case .record(let table, let id): ["record", table, id]
    case .table(let name): ["table", name]
    case .query(let query):
      ["query", query.sql] + query.arguments + query.columns
        + query.records.flatMap { [$0.table, $0.id] } + [query.digest.hexadecimal]
    case .template(let name): ["template", name]
    case .asset(let path): ["asset", path]
    case .page(let path, let field): ["page", path, field.rawValue]
    case .address(let table, let id): ["address", table, id]
    case .figure(let table, let name): ["figure", table, name]
    case .link(let destination, let source): ["link", destination, source]
    case .fragment(let fragment): ["fragment", fragment.name]
    case .asOf: ["as-of"]
    }
  }
}
