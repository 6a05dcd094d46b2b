internal import GRDBSQLite

/// A compiled query of one connection: what it gives and what it reads.
final class PreparedQuery {
  let tokens: [SQLToken]
  let columns: [QueryResult.Column]
  /// What the query reads, as sorted `table.column`.
  let readColumns: [String]
  private let statement: CompiledStatement
  private let source: StatementRows
  let origins: ColumnOrigins
  /// The names of the parameters, sorted.
  private let parameters: [String]
  private let pieces: SQLPieces
  /// A digest of the columns' names.
  private let header: StableDigest
  /// The names of the engine's functions that the query calls, sorted.
  private let functions: [String]
  /// The day that the rows depend on, if they do.
  private let day: CalendarDate?
  /// What the query reads, in words.
  private let readWords: String
  /// What the query has given before.
  var memo = AnswerMemo()
  /// The record that the query asks for, where its rows depend on nothing else of the arguments.
  let askedRecord: AskedRecord?
  var recordAnswers = RecordAnswers()

  init(
    _ sql: String, _ statement: CompiledStatement, tokens: [SQLToken], names: CatalogNames
  ) throws {
    self.statement = statement
    self.source = StatementRows(of: statement)
    self.tokens = tokens
    self.pieces = SQLPieces(sql, tokens)
    let reads = Self.reads(of: statement, names: names)
    self.readColumns = reads.columns
    self.readWords = Self.words(for: reads.columns)
    let naming = ResultNaming(names: names)
    self.columns = statement.columnNames.map { naming.column($0, reading: reads.tables) }
    self.origins = ColumnOrigins(of: statement, names: names, reading: reads.tables)
    self.header = statement.columnNames.reduce(into: StableDigest()) { $0.add($1) }
    self.parameters = try Self.parameters(of: statement, tokens: tokens).sorted()
    let words = Set(tokens.filter { $0.kind == .name }.map { $0.text.lowercased() })
    self.functions = names.functions.filter(words.contains).sorted()
    self.day = words.contains(CatalogViews.datedView) ? names.today : nil
    self.askedRecord = AskedRecord(tokens, reading: reads.columns, names: names)
  }

  /// Returns what the query asks with these arguments.
  func question(_ sql: String, with arguments: [String: Cell]) -> QueryResult.Question {
    QueryResult.Question(
      sql: parameters.isEmpty ? sql : pieces.filled(with: arguments),
      reads: readWords, functions: functions, day: day)
  }

  /// Returns all that the origins of a result depend on, or `nil` where no other result will be the
  /// same: without parameters, or without calls of the engine.
  func key(
    of rows: [[Cell]], digest: StableDigest, _ arguments: [String: Cell],
    _ answers: [FunctionAnswer],
    names: CatalogNames
  ) -> AnswerMemo.Key? {
    guard !parameters.isEmpty, !answers.isEmpty, rows.count * columns.count <= AnswerMemo.mostCells
    else { return nil }
    let bound = arguments.sorted { $0.key < $1.key }.map(\.value).filter { argument in
      isNamed(argument, names) || answers.contains { $0.call?.arguments.contains(argument) == true }
    }
    return AnswerMemo.Key(
      digest: digest, rows: rows, calls: answers, arguments: bound)
  }

  /// Whether an argument is the id of a record that may hold a figure of the result.
  func isNamed(_ argument: Cell, _ names: CatalogNames) -> Bool {
    origins.tables.contains { table in
      argument.text.flatMap { names.cell("id", of: $0, in: table) } != nil
    }
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

  /// Runs the query from its start, with values for its named parameters.
  func rows(
    _ arguments: [String: Cell], within limits: QueryLimits
  ) throws -> (rows: [[Cell]], digest: StableDigest) {
    try source.begin(with: arguments)
    defer { source.end() }
    resetStepCount()
    var rows: [[Cell]] = []
    var digest = header
    var bytes = 0
    while try source.next() {
      guard rows.count < limits.rows else {
        throw QueryError(
          "the query gives more than \(limits.rows) rows", help: ["end it with 'limit'"])
      }
      var cells = try row()
      origins.restore(&cells)
      for cell in cells {
        digest.add(cell)
        if case .text(let text) = cell { bytes += text.utf8.count }
      }
      guard bytes <= limits.resultBytes else {
        throw QueryError("the query gives more than \(limits.resultBytes) bytes of text")
      }
      rows.append(cells)
    }
    return (rows, digest)
  }

  /// The cells that the statement stands on.
  private func row() throws -> [Cell] {
    try columns.indices.map { index in
      do throws(CellStorage.Unprintable) {
        return try source.cell(index, kind: origins.kinds[index])
      } catch {
        throw QueryError("the column '\(columns[index].name)' holds \(error.words)")
      }
    }
  }

  /// Says which parameter has no value.
  func check(_ arguments: [String: Cell]) throws(QueryError) {
    for parameter in parameters where arguments[parameter] == nil {
      throw QueryError(
        "the parameter ':\(parameter)' has no value here",
        offset: tokens.first { $0.kind == .parameter && $0.text == parameter }?.range.lowerBound,
        help: arguments.isEmpty
          ? [] : ["known here: " + arguments.keys.sorted().map { ":" + $0 }.joined(separator: ", ")]
      )
    }
  }

  /// Begins counting the statement's instructions at zero, so that earlier runs do not move the
  /// place where the limit strikes. The corresponding C function is `sqlite3_stmt_status`.
  private func resetStepCount() {
    // The statement lives as long as this object.
    _ = unsafe sqlite3_stmt_status(statement.pointer, SQLITE_STMTSTATUS_VM_STEP, 1)
  }

  /// Returns arguments as the log keeps them.
  static func described(_ arguments: [String: Cell]) -> [String] {
    arguments.sorted { $0.key < $1.key }.map { "\($0.key)=\(ValueFormat.plain($0.value))" }
  }
}

extension PreparedQuery {
  /// The tables and columns that a statement reads.
  private static func reads(
    of statement: CompiledStatement, names: CatalogNames
  ) -> (tables: [String], columns: [String]) {
    let tables = names.tables.filter(statement.reads.hold)
    let columns = tables.flatMap { table in
      statement.reads.columns(of: table).map { "\(table.name).\($0)" }
    }
    return (tables.map(\.name), columns.sorted())
  }

  /// The names of the parameters; a `?` has none and is an error.
  private static func parameters(
    of statement: CompiledStatement, tokens: [SQLToken]
  ) throws -> Set<String> {
    let named = Set(tokens.filter { $0.kind == .parameter }.map(\.text))
    // The statement is alive: the caller holds it.
    let count = unsafe Int(sqlite3_bind_parameter_count(statement.pointer))
    guard count <= named.count else {
      let place = tokens.first { $0.kind == .other && $0.text.hasPrefix("?") }
      throw QueryError(
        "a parameter without a name: expected ':name'", offset: place?.range.lowerBound)
    }
    return named
  }
}
