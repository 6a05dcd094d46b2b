/// Why a query gave no rows.
package struct QueryError: Error, Hashable, Sendable {
  /// One line, lower case, without a final stop.
  package var message: String
  /// The fault's place in UTF-8 bytes from the start of the SQL, where it is known.
  package var offset: Int?
  /// How to mend it, one suggestion each.
  package var help: [String]

  package init(_ message: String, offset: Int? = nil, help: [String] = []) {
    self.message = message
    self.offset = offset
    self.help = help
  }
}
