/// A function that content may call in SQL.
///
/// It is a pure function of its arguments and the catalog.
struct SQLFunction: Sendable {
  /// What a function may use besides its arguments.
  typealias Body = @Sendable (_ arguments: [Cell], _ log: ReadLog?) throws(QueryError) -> Cell

  var name: String
  /// The names of the arguments, in order.
  var parameters: [String]
  /// How many arguments at the end may be left out.
  var optionalCount = 0
  /// What the function gives, for the list of functions.
  var meaning: String
  var body: Body

  /// The call as documented: `need_gib(model, quantization, context, users)`.
  var signature: String {
    let required = parameters.dropLast(optionalCount).joined(separator: ", ")
    let optional = parameters.suffix(optionalCount).map { "[, \($0)]" }.joined()
    return "\(name)(\(required)\(optional))"
  }
}
