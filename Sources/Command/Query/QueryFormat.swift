import ArgumentParser

/// How the rows of a query are written.
enum QueryFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
  /// For people: labels, units, rounded numbers.
  case table
  /// RFC 4180, column names as in the query, values unrounded.
  case csv
  /// An array of objects, values unrounded.
  case json
}
