import Catalog

/// One value of a JSON record, as it stands there: without unit, separators or rounding.
struct Scalar: Decodable, Hashable, Sendable {
  let cell: Cell

  init(_ cell: Cell) { self.cell = cell }

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // Most cells are text, and what a cell is not is told by an error, which takes long to make.
    if container.decodeNil() {
      cell = .notStated
    } else if let text = try? container.decode(String.self) {
      cell = text == ValueFormat.notApplicable ? .notApplicable : .text(text)
    } else if let number = try? container.decode(Double.self) {
      cell = Int64(exactly: number).map { .integer($0) } ?? .decimal(number)
    } else {
      cell = .flag(try container.decode(Bool.self))
    }
  }

  /// Returns the value as people read it beside its unit.
  ///
  /// JSON does not tell 96 from 96.0. Where another value of the column has a fraction, the page
  /// rounds all of them as decimals.
  func text(unit: Unit?, isDecimal: Bool) -> String {
    let cell: Cell =
      if isDecimal, case .integer(let whole) = self.cell { .decimal(Double(whole)) } else {
        self.cell
      }
    return ValueFormat.text(cell, unit: unit, style: .prose)
  }

  /// Whether the value is a number with a fraction.
  var isFraction: Bool { if case .decimal = cell { true } else { false } }

  /// The words, where the value is text.
  var words: String? { if case .text(let text) = cell { text } else { nil } }
}

extension Unit {
  /// Returns the unit that prints as `symbol`.
  init?(symbol: String?) {
    guard let unit = Self.allCases.first(where: { $0.symbol == symbol }) else { return nil }
    self = unit
  }
}
