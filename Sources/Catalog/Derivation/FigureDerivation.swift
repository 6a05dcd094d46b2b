/// How one computed figure of a record comes about.
package struct FigureDerivation: Sendable {
  /// What the formula takes.
  package struct Input: Sendable {
    /// Its symbol in the formula, empty where the formula is in words.
    package var symbol: String
    /// What it is, in words.
    package var label: String
    /// The record that it belongs to, where that is another one.
    package var record: RecordName?
    /// What that record is called.
    package var recordName: String
    /// The value, or `nil` where `text` joins several.
    package var cell: Cell?
    /// The symbol of the value's unit, empty without one.
    package var unit: String
    /// The value as people read it.
    package var text: String
    /// How the input itself comes about, where it has a formula of its own.
    package var formula: String?
    /// Where it comes from, where the record's sources do not say it.
    package var basis: String?
    /// The figure of the same record that it is, where that has a derivation of its own.
    package var figure: String?

    init(
      symbol: String = "", label: String, record: RecordName? = nil, recordName: String = "",
      cell: Cell?, unit: String, text: String, formula: String? = nil, basis: String? = nil,
      figure: String? = nil
    ) {
      self.symbol = symbol
      self.label = label
      self.record = record
      self.recordName = recordName
      self.cell = cell
      self.unit = unit
      self.text = text
      self.formula = formula
      self.basis = basis
      self.figure = figure
    }

    /// The input in one line: "W_B Bandwidth (GeForce RTX 5090): 1,792 GB/s, from the maker".
    package var words: String {
      let name = [symbol, label].filter { !$0.isEmpty }.joined(separator: " ")
      let record = recordName.isEmpty ? "" : " (\(recordName))"
      let how = (formula.map { " = " + $0 } ?? basis.map { ", " + $0 }) ?? ""
      return "\(name)\(record): \(text)\(how)"
    }
  }

  /// Its name in anchors: `need`, `peak_dc_w`.
  package var figure: String
  /// What it is, in words.
  package var title: String
  package var cell: Cell
  package var unit: Unit?
  /// The value as it is printed in sentences.
  package var text: String
  /// The value with all its digits, where the printed one has fewer.
  package var exact: String?
  /// The symbol of the figure in formulas, empty where they are in words.
  package var symbol: String
  /// The formula, or `nil` for a constant.
  package var formula: String?
  /// Where the formula or the constant comes from, where that is not plain arithmetic.
  package var basis: String?
  package var inputs: [Input]
  /// How the value is rounded for print.
  package var rounding: String
  /// The command that computes it again.
  package var command: String
}
