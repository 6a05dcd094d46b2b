/// A function that content may call in SQL.
///
/// It is a pure function of its arguments and the catalog.
struct SQLFunction: Sendable {
  /// What a function may use besides its arguments.
  typealias Body = @Sendable (_ arguments: [Cell], _ log: ReadLog?) throws(QueryError) -> Cell

  let name: String
  /// The names of the arguments, in order.
  let parameters: [String]
  /// How many arguments at the end may be left out.
  let optionalCount: Int
  /// What the function gives, for the list of functions.
  let meaning: String
  let body: Body

  /// The call as documented: `need_gib(model, quantization, context, users)`.
  let signature: String

  init(
    name: String, parameters: [String], optionalCount: Int = 0, meaning: String,
    body: @escaping Body
  ) {
    self.name = name
    self.parameters = parameters
    self.optionalCount = optionalCount
    self.meaning = meaning
    self.body = body
    let required = parameters.dropLast(optionalCount).joined(separator: ", ")
    let optional = parameters.suffix(optionalCount).map { "[, \($0)]" }.joined()
    signature = "\(name)(\(required)\(optional))"
  }
}
