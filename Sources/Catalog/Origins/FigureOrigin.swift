/// Where a cell of a query's result was computed.
package enum FigureOrigin: Hashable, Sendable {
  /// In a computed column of a record.
  case column(table: String, column: String, id: String)
  /// By a function of the engine.
  case call(EngineCall)
  /// By the query itself: a count, a sum, a difference, a text put together.
  case query
}

extension FigureOrigin {
  /// Adds the origin to a fingerprint.
  func add(to digest: inout StableDigest) {
    switch self {
    case .column(let table, let column, let id):
      digest.add("column")
      digest.add(table)
      digest.add(column)
      digest.add(id)
    case .call(let call):
      digest.add(call.function)
      for argument in call.arguments { digest.add(argument) }
      digest.add(call.result)
    case .query: digest.add("query")
    }
  }
}
