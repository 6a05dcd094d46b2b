/// The steps that lead to a result, inputs first; each operand comes before what it makes.
package struct Derivation: Sendable {
  /// The steps.
  package private(set) var terms: [Term] = []

  /// Creates an empty derivation.
  package init() {}

  /// The last step of a kind, or `nil` when there is none.
  ///
  /// - Parameters:
  ///   - quantity: The kind.
  ///   - card: The card it is for, or `nil` for all of them.
  /// - Returns: The index of the step.
  package func index(of quantity: Quantity, card: Int? = nil) -> Int? {
    var index = terms.count
    while index > 0 {
      index -= 1
      if terms[index].quantity == quantity, terms[index].card == card { return index }
    }
    return nil
  }

  /// The last step of a kind, or `nil` when there is none.
  package func term(_ quantity: Quantity, card: Int? = nil) -> Term? {
    index(of: quantity, card: card).map { terms[$0] }
  }

  /// Adds an input and returns its index; an input that is there already is not added again.
  @discardableResult
  mutating func input(
    _ quantity: Quantity, _ value: Double, _ unit: TermUnit, _ source: TermSource, card: Int? = nil
  ) -> Int {
    if let known = index(of: quantity, card: card) { return known }
    return add(quantity, value, unit, nil, source, card: card, [])
  }

  /// Adds a result and returns its index.
  @discardableResult
  mutating func add(
    _ quantity: Quantity, _ value: Double, _ unit: TermUnit, _ formula: Formula?,
    _ source: TermSource, card: Int? = nil, _ operands: [Int]
  ) -> Int {
    terms.append(
      Term(
        quantity: quantity, value: value, unit: unit, formula: formula, source: source, card: card,
        operands: operands))
    return terms.count - 1
  }
}
