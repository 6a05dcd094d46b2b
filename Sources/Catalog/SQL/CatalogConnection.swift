import Foundation
internal import GRDB

/// A read-only connection to the catalog. Queries of one connection run one after the other.
///
/// `@unchecked Sendable`: `connection`, `prepared` and `authorizer` are only used by who holds `turn`.
package final class CatalogConnection: @unchecked Sendable {
  private let database: CatalogDatabase
  /// Opens the connection and closes it in the end.
  private let queue: DatabaseQueue
  /// The connection itself. GRDB's queue would hand each query to Dispatch and wait for it, which takes a
  /// third of the time of a short one; compiled statements are SQLite's own and need nothing of GRDB.
  private let connection: Database
  private let turn = NSLock()
  private let work: QueryWork
  private let authorizer: ReadAuthorizer
  private var prepared: [QueryText: PreparedQuery] = [:]
  private static let preparedLimit = 2000

  init(to database: CatalogDatabase, image: DatabaseImage) throws {
    self.database = database
    let work = QueryWork(limits: database.limits, image: image)
    self.work = work
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { connection in
      for (place, function) in database.functions.enumerated() {
        for count in 0...function.optionalCount {
          try BoundFunction.add(
            function, at: place, argumentCount: function.parameters.count - count, to: connection,
            work: work)
        }
      }
      for name in QueryGuard.refusedFunctions { connection.add(function: work.refusal(of: name)) }
    }
    queue = try DatabaseQueue(configuration: configuration)
    (connection, authorizer) = try queue.unsafeRead { connection in
      try image.open(in: connection)
      try connection.execute(sql: "pragma temp_store = memory")
      try connection.execute(sql: "pragma query_only = on")
      ConnectionLimits.set(on: connection, work: work)
      // The image never changes: it is read in place.
      try connection.execute(sql: "pragma mmap_size = \(image.count)")
      return (connection, ReadAuthorizer(on: connection))
    }
  }

  /// Statements go before the connection that they are of.
  deinit { prepared.removeAll() }

  /// Runs one query.
  ///
  /// - Parameters:
  ///   - sql: One `select`, `with` or `values` statement.
  ///   - arguments: Values of the named parameters, without the `:`.
  ///   - log: Takes a note of the columns read, the records that functions looked up and the
  ///     digest of the rows.
  /// - Returns: The rows, with the meaning of their columns.
  /// - Throws: `QueryError` where the SQL is wrong, reads what is not there or does too much.
  package func query(
    _ sql: String, arguments: [String: Cell] = [:], log: ReadLog? = nil
  ) throws(QueryError) -> QueryResult {
    try answer(sql, arguments) { query, answer in
      log?.note(
        .query(
          QueryRead(
            sql: sql, arguments: PreparedQuery.described(arguments), columns: query.readColumns,
            records: answer.records, digest: answer.digest)))
      return QueryResult(
        columns: query.columns, rows: answer.rows, digest: answer.digestOfRows,
        origins: answer.origins, facts: query.origins.facts,
        question: query.question(sql, with: arguments), shared: answer.shared)
    }
  }

  /// Returns the columns that a query would give, without running it.
  ///
  /// - Throws: `QueryError` where the SQL is wrong or reads what is not there.
  package func columns(of sql: String) throws(QueryError) -> [QueryResult.Column] {
    try inTurn { try prepare(sql).columns }
  }

  /// Returns the digest that the log of a query would have: of its rows and of where their figures
  /// came from.
  package func digest(
    of sql: String, arguments: [String: Cell] = [:]
  ) throws(QueryError) -> StableDigest {
    try answer(sql, arguments) { $1.digest }
  }

  /// Returns the table of which a query shows one record by its id, where its rows depend on that record
  /// and other tables alone.
  package func table(askedBy sql: String) -> String? {
    try? inTurn { try prepare(sql).askedRecord?.table }
  }

  /// Runs a query and makes something of what it gave.
  private func answer<Made>(
    _ sql: String, _ arguments: [String: Cell],
    make: (PreparedQuery, QueryAnswer) -> Made
  ) throws(QueryError) -> Made {
    try inTurn {
      let query = try prepare(sql)
      try query.check(arguments)
      work.begin()
      defer { work.end() }
      return make(query, try run(query, arguments))
    }
  }

  /// Lets `body` use the connection when nobody else does.
  private func inTurn<Made>(_ body: () throws -> Made) throws(QueryError) -> Made {
    turn.lock()
    defer { turn.unlock() }
    do {
      return try body()
    } catch let error as QueryError {
      throw error
    } catch {
      throw QueryError("SQLite failed: \(error)")
    }
  }

  private func prepare(_ sql: String) throws -> PreparedQuery {
    if let query = prepared[QueryText(sql)] { return query }
    let tokens = try QueryGuard.check(sql, limits: database.limits)
    do {
      let query = try PreparedQuery(
        sql, CompiledStatement(sql, on: connection, noticing: authorizer), tokens: tokens,
        names: database.names)
      if prepared.count >= Self.preparedLimit { prepared.removeAll() }
      prepared[QueryText(sql)] = query
      return query
    } catch let error as DatabaseError {
      if let table = authorizer.refusedTable {
        throw QueryGuard.refusal(ofTable: table, in: tokens)
      }
      throw explanation(tokens).error(error, offset: ConnectionLimits.errorOffset(on: connection))
    }
  }

  /// Runs a query, unless it gave the same for a record that is the same to it.
  private func run(_ query: PreparedQuery, _ arguments: [String: Cell]) throws -> QueryAnswer {
    guard let asked = query.askedRecord, let id = arguments[asked.parameter],
      let cells = id.text.flatMap({ database.names.cells(asked.columns, of: $0, in: asked.table) }),
      !query.isNamed(id, database.names)
    else { return try runAnew(query, arguments) }
    let key = RecordAnswers.Key(cells)
    if let known = query.recordAnswers.answer(key, for: id) { return known }
    let answer = try runAnew(query, arguments)
    query.recordAnswers.keep(answer, work.calls, for: key, id)
    return answer
  }

  private func runAnew(_ query: PreparedQuery, _ arguments: [String: Cell]) throws -> QueryAnswer {
    do {
      let (rows, digest) = try query.rows(arguments, within: database.limits)
      let key = work.answers.flatMap {
        query.key(of: rows, digest: digest, arguments, $0, names: database.names)
      }
      if let key, let shared = query.memo[key] {
        return QueryAnswer(shared, digestOfRows: digest)
      }
      var finder = OriginFinder(
        columns: query.columns, sources: query.origins.sources, names: database.names,
        arguments: arguments.sorted { $0.key < $1.key }.map(\.value),
        calls: { [work] in work.calls })
      var answer = QueryAnswer(
        rows: rows, digestOfRows: digest, origins: finder.origins(of: rows), records: work.records)
      if let key {
        let shared = SharedAnswer(answer)
        query.memo.keep(shared, for: key)
        answer.shared = shared
      }
      return answer
    } catch let error as DatabaseError {
      throw explanation(query.tokens).error(error, fault: work.fault, overrun: work.overrun)
    }
  }

  private func explanation(_ tokens: [SQLToken]) -> QueryExplanation {
    QueryExplanation(tokens: tokens, names: database.names, functions: database.functions)
  }
}
