/// A call of one of the engine's functions in a query, with what it gave.
package struct EngineCall: Hashable, Sendable {
  /// The function's name in SQL: `need_gib`.
  package var function: String
  /// The names of all parameters that the function knows.
  package var parameters: [String]
  /// The values of the first parameters; later ones were left out.
  package var arguments: [Cell]
  package var result: Cell

  package init(function: String, parameters: [String], arguments: [Cell], result: Cell) {
    self.function = function
    self.parameters = parameters
    self.arguments = arguments
    self.result = result
  }

  /// Returns the argument for a parameter, or `nil` where it was left out.
  package func argument(_ parameter: String) -> Cell? {
    guard let index = parameters.firstIndex(of: parameter), index < arguments.count else {
      return nil
    }
    return arguments[index]
  }

  /// The call as it could stand in a query: `kv_gib('llama-3.1-8b', 8192)`.
  package var text: String {
    "\(function)(\(arguments.map(SQLText.literal).joined(separator: ", ")))"
  }

  /// Returns the table that a parameter names a record of, or `nil` for other parameters.
  static func table(ofParameter parameter: String) -> String? {
    ["model", "gpu"].first { $0 == parameter }
  }
}
