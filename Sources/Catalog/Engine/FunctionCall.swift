/// The arguments of one call from SQL.
struct FunctionCall {
  let arguments: [Cell]
  let parameters: [String]
  let log: ReadLog?

  /// Whether the argument is given.
  func has(_ index: Int) -> Bool { index < arguments.count }

  /// Returns an id.
  func text(_ index: Int) throws(SizingFault) -> String {
    guard let text = arguments[index].text else { throw wrong(index, "an id in quotes") }
    return text
  }

  /// Returns a whole number; a number with a zero fraction counts.
  func integer(_ index: Int) throws(SizingFault) -> Int64 {
    switch arguments[index] {
    case .integer(let number): return number
    case .decimal(let number):
      guard let whole = Int64(exactly: number) else { break }
      return whole
    default: break
    }
    throw wrong(index, "a whole number")
  }

  /// Returns a number.
  func number(_ index: Int) throws(SizingFault) -> Double {
    guard let number = arguments[index].number else { throw wrong(index, "a number") }
    return number
  }

  /// Returns the question of one user in the first three arguments: model, quantization, context.
  func question() throws(SizingFault) -> SizingQuestion {
    SizingQuestion(
      model: try text(0), quantization: try text(1), contextTokens: try integer(2))
  }

  /// Returns the number of cards at `index`, which is 1 when it is left out.
  func count(_ index: Int) throws(SizingFault) -> Int {
    guard has(index) else { return 1 }
    guard let count = Int(exactly: try integer(index)) else { throw wrong(index, "1 to 64") }
    return count
  }

  /// Returns the use in the first four arguments: model, quantization, context, users.
  func use() throws(SizingFault) -> SizingQuestion {
    SizingQuestion(
      model: try text(0), quantization: try text(1), contextTokens: try integer(2),
      users: has(3) ? try integer(3) : 1)
  }

  private func wrong(_ index: Int, _ expected: String) -> SizingFault {
    .outOfRange(what: "the argument '\(parameters[index])'", expected: expected)
  }
}
