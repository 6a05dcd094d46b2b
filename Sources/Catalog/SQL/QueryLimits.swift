/// How much one query may do. The limits count work, so that a query ends the same way on every machine;
/// the last, of time, ends what functions do with long texts between two instructions.
package struct QueryLimits: Hashable, Sendable {
  /// Instructions of SQLite's virtual machine. Also what ends a recursion.
  package var steps = 50_000_000
  /// Rows of the result.
  package var rows = 20_000
  /// Bytes of text in the result.
  package var resultBytes = 16 << 20
  /// Bytes of the SQL text.
  package var sqlBytes = 20_000
  /// Bytes of one value while the query runs.
  package var valueBytes = 256 << 10
  /// How deep expressions may nest.
  package var expressionDepth = 100
  /// Bytes of the pattern of `like` and `glob`.
  package var patternBytes = 200
  /// Bytes that SQLite may hold in the whole process; keeps sorting within memory.
  package var memoryBytes = 1 << 30
  /// Seconds of a processor.
  package var seconds = 20.0

  package init() {}
}
