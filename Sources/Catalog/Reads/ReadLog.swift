import Synchronization

/// What one page read while it was rendered.
package enum Read: Hashable, Sendable {
  /// A cell of a record, read in Swift.
  case cell(table: String, id: String, column: String)
  /// A record that a function of the engine looked up by id while SQL ran.
  case record(table: String, id: String)
  /// A query, with the columns it touched and the digest of the rows it gave.
  case query(sql: String, arguments: [String], columns: [String], digest: String)
  /// A template or partial, by name.
  case template(String)
  /// A file of the theme, by path.
  case asset(String)
  /// A field of another page.
  case page(path: String, field: String)
  /// A part of the page that is computed once for the whole site, such as the navigation.
  case fragment(String)
  /// A setting of `site.yaml`.
  case setting(String)
  /// The date that the build was told to take as today's.
  case asOf
}

/// Collects reads from all the code that renders one page.
///
/// One log belongs to one page. It may be shared by tasks: a lock guards it.
package final class ReadLog: Sendable {
  private let reads = Mutex<Set<Read>>([])

  package init() {}

  /// Notes that the page depends on `read`.
  package func note(_ read: Read) {
    reads.withLock { _ = $0.insert(read) }
  }

  /// All reads so far, each once, in a stable order.
  package var all: [Read] {
    reads.withLock { Array($0) }.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
  }
}

extension Read {
  /// What the reads are ordered by: the kind, then its names.
  package var sortKey: [String] {
    switch self {
    case .cell(let table, let id, let column): ["cell", table, id, column]
    case .record(let table, let id): ["record", table, id]
    case .query(let sql, let arguments, let columns, let digest):
      ["query", sql] + arguments + columns + [digest]
    case .template(let name): ["template", name]
    case .asset(let path): ["asset", path]
    case .page(let path, let field): ["page", path, field]
    case .fragment(let name): ["fragment", name]
    case .setting(let name): ["setting", name]
    case .asOf: ["as-of"]
    }
  }
}
