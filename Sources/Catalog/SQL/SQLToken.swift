/// One word or sign of an SQL text.
struct SQLToken: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// A keyword or a name; quotes are taken off.
    case name
    /// A text between single quotes, taken off.
    case string
    /// A named parameter, without its `:`.
    case parameter
    /// A number, a positional parameter or a sign.
    case other
  }

  var kind: Kind
  var text: String
  /// The bytes of the SQL, quotes included.
  var range: Range<Int>
}
