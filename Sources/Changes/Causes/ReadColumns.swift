/// The columns of the catalog that something was made from.
struct ReadColumns: Equatable, Sendable {
  /// What of a table was read.
  private enum Columns: Equatable {
    case all
    case named(Set<String>)
  }

  private var tables: [String: Columns] = [:]

  /// The tables that the engine looks its figures up in, whatever it is asked.
  private static let engineTables = ["cpu", "gpu", "model", "quantization", "speed_constant"]

  /// What an answer of the engine may come from.
  static let engine: ReadColumns = {
    var columns = ReadColumns()
    for table in engineTables { columns.tables[table] = .all }
    return columns
  }()

  init() {}

  init(_ columns: [String: Set<String>]) { tables = columns.mapValues { .named($0) } }

  /// All columns of a table.
  init(all table: String) { tables = [table: .all] }

  /// Reads the words of a page's twin: `gpu (id, name), model (53 columns)`.
  ///
  /// Where a query reads many columns, only their number is told: then all count.
  init(_ query: PageSnapshot.Query) {
    for match in query.reads.matches(of: /(\w+) \(([^)]*)\)/) {
      let list = String(match.2)
      tables[String(match.1)] =
        list.wholeMatch(of: /\d+ columns?/) != nil
        ? .all : .named(Set(list.split(separator: ",").map { $0.filter { $0 != " " } }))
    }
    guard let functions = query.functions, !functions.isEmpty else { return }
    for table in Self.engineTables { tables[table] = .all }
  }

  var isEmpty: Bool { tables.isEmpty }

  /// Whether a change of the catalog can show in it.
  func include(_ fact: FactChange) -> Bool {
    guard let columns = tables[fact.table] else { return false }
    // A record that came or went is in the rows of any query over the table.
    guard let column = fact.column, case .named(let names) = columns else { return true }
    return names.contains(column)
  }
}
