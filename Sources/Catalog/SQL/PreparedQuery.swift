internal import GRDB
internal import GRDBSQLite

/// A compiled query of one connection: what it gives and what it reads.
final class PreparedQuery {
  let tokens: [SQLToken]
  let columns: [QueryResult.Column]
  /// What the query reads, as sorted `table.column`.
  let readColumns: [String]
  private let statement: Statement
  let origins: ColumnOrigins
  private let parameters: Set<String>
  /// The names of the engine's functions that the query calls, sorted.
  private let functions: [String]
  /// What the query reads, in words.
  private let readWords: String

  init(_ sql: String, tokens: [SQLToken], names: CatalogNames, on database: Database) throws {
    let statement = try database.makeStatement(sql: sql)
    guard statement.isReadonly else {
      throw QueryError(
        "the query would write: expected 'select', 'with' or 'values'", offset: 0,
        help: ["the catalog is read-only"])
    }
    self.statement = statement
    self.tokens = tokens
    let reads = Self.reads(of: statement.databaseRegion, names: names)
    self.readColumns = reads.columns
    self.readWords = Self.words(for: reads.columns)
    let naming = ResultNaming(names: names)
    self.columns = statement.columnNames.map { naming.column($0, reading: reads.tables) }
    self.origins = ColumnOrigins(of: statement, names: names, reading: reads.tables)
    self.parameters = try Self.parameters(of: statement, tokens: tokens)
    let words = Set(tokens.filter { $0.kind == .name }.map { $0.text.lowercased() })
    self.functions = names.functions.filter(words.contains).sorted()
  }

  /// Returns what the query asks with these arguments.
  func question(_ sql: String, with arguments: [String: Cell]) -> QueryResult.Question {
    QueryResult.Question(
      sql: parameters.isEmpty ? sql : SQLText.filled(sql, tokens, with: arguments),
      reads: readWords, functions: functions)
  }

  /// Returns columns in words: "gpu (id, name), model (53 columns)".
  static func words(for columns: [String]) -> String {
    var tables: [(name: Substring, columns: [Substring])] = []
    for column in columns {
      let parts = column.split(separator: ".", maxSplits: 1)
      guard let table = parts.first, let name = parts.last else { continue }
      if tables.last?.name == table {
        tables[tables.count - 1].columns.append(name)
      } else {
        tables.append((table, [name]))
      }
    }
    return tables.map { table in
      let many = table.columns.count > Self.mostNamedColumns
      let words = many ? "\(table.columns.count) columns" : table.columns.joined(separator: ", ")
      return "\(table.name) (\(words))"
    }.joined(separator: ", ")
  }

  /// A longer list says less than its length.
  private static let mostNamedColumns = 12

  /// Gives the named parameters their values.
  func bind(_ arguments: [String: Cell]) throws(QueryError) {
    for parameter in parameters.sorted() where arguments[parameter] == nil {
      throw QueryError(
        "the parameter ':\(parameter)' has no value here",
        offset: tokens.first { $0.kind == .parameter && $0.text == parameter }?.range.lowerBound,
        help: arguments.isEmpty
          ? [] : ["known here: " + arguments.keys.sorted().map { ":" + $0 }.joined(separator: ", ")]
      )
    }
    let values = arguments.filter { parameters.contains($0.key) }.mapValues(CellStorage.value)
    statement.setUncheckedArguments(StatementArguments(values))
  }

  /// Runs the query from its start.
  func rows(within limits: QueryLimits) throws -> (rows: [[Cell]], digest: String) {
    var rows: [[Cell]] = []
    var digest = StableDigest()
    var bytes = 0
    for column in columns { digest.add(column.name) }
    let cursor = try GRDB.Row.fetchCursor(statement)
    while let row = try cursor.next() {
      guard rows.count < limits.rows else {
        throw QueryError(
          "the query gives more than \(limits.rows) rows", help: ["end it with 'limit'"])
      }
      var cells: [Cell] = []
      cells.reserveCapacity(columns.count)
      for index in columns.indices {
        let value: DatabaseValue = row[index]
        let cell: Cell
        do throws(CellStorage.Unprintable) {
          cell = try CellStorage.cell(of: value, kind: origins.kinds[index])
          if case .string(let text) = value.storage, text.utf8.count < byteCount(ofColumn: index) {
            throw CellStorage.Unprintable.controlCharacter("\0")
          }
        } catch {
          throw QueryError("the column '\(columns[index].name)' holds \(error.words)")
        }
        if case .text(let text) = cell { bytes += text.utf8.count }
        cells.append(cell)
      }
      origins.restore(&cells)
      for cell in cells { digest.add(cell) }
      guard bytes <= limits.resultBytes else {
        throw QueryError("the query gives more than \(limits.resultBytes) bytes of text")
      }
      rows.append(cells)
    }
    return (rows, digest.hexadecimal)
  }

  /// The bytes of a text of the current row, whose value in Swift ends at a zero byte.
  /// The corresponding C function is `sqlite3_column_bytes`.
  private func byteCount(ofColumn index: Int) -> Int {
    // The statement lives as long as this object, and stands on a row.
    unsafe Int(sqlite3_column_bytes(statement.sqliteStatement, CInt(index)))
  }

  /// Begins counting the statement's instructions at zero, so that earlier runs do not move the
  /// place where the limit strikes. The corresponding C function is `sqlite3_stmt_status`.
  func resetStepCount() {
    // The statement lives as long as this object.
    _ = unsafe sqlite3_stmt_status(statement.sqliteStatement, SQLITE_STMTSTATUS_VM_STEP, 1)
  }

  /// Returns arguments as the log keeps them.
  static func described(_ arguments: [String: Cell]) -> [String] {
    arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\(ValueFormat.plain($0.value))" }
  }
}

extension PreparedQuery {
  /// The tables and columns in a region.
  private static func reads(
    of region: DatabaseRegion, names: CatalogNames
  ) -> (tables: [String], columns: [String]) {
    var tables: [String] = []
    var columns: [String] = []
    for schema in names.tables
    where region.isModified(byEventsOfKind: .insert(tableName: schema.name)) {
      tables.append(schema.name)
      for column in schema.columns
      where region.isModified(
        byEventsOfKind: .update(tableName: schema.name, columnNames: [column.name]))
      {
        columns.append("\(schema.name).\(column.name)")
      }
    }
    return (tables, columns.sorted())
  }

  /// The names of the parameters; a `?` has none and is an error.
  private static func parameters(
    of statement: Statement, tokens: [SQLToken]
  ) throws -> Set<String> {
    let named = Set(tokens.filter { $0.kind == .parameter }.map(\.text))
    // The statement is alive: the caller holds it.
    let count = unsafe Int(sqlite3_bind_parameter_count(statement.sqliteStatement))
    guard count <= named.count else {
      let place = tokens.first { $0.kind == .other && $0.text.hasPrefix("?") }
      throw QueryError(
        "a parameter without a name: expected ':name'", offset: place?.range.lowerBound)
    }
    return named
  }
}
