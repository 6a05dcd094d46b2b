/// Where a cell of a query's result was computed.
package enum FigureOrigin: Hashable, Sendable {
  /// In a computed column of a record.
  case column(table: String, column: String, id: String)
  /// By a function of the engine.
  case call(EngineCall)
  /// By the query itself: a count, a sum, a difference, a text put together.
  case query
}
