/// How a computed column comes about: a formula in words and what goes into it.
package struct ColumnDerivation: Hashable, Sendable {
  /// The formula in words, with its constants and how the result is rounded.
  package var formula: String
  /// What the formula takes, in the order in which it names them.
  package var inputs: [ColumnInput]
  /// What decides which case of the formula applies, beside the inputs.
  package var conditions: [ColumnInput]
  /// Whether a text is made of numbers, so that it is a figure as they are.
  package var isFigure: Bool

  package init(
    _ formula: String, from inputs: [ColumnInput], given conditions: [ColumnInput] = [],
    isFigure: Bool = true
  ) {
    self.formula = formula
    self.inputs = inputs
    self.conditions = conditions
    self.isFigure = isFigure
  }
}

/// A cell that a computed column takes.
package struct ColumnInput: Hashable, Sendable {
  /// Whose cell it is.
  package enum Holder: Hashable, Sendable {
    /// The record itself.
    case record
    /// The record that this column of the record names.
    case named(by: String)
    /// Each record of a table whose cell in `key` is the record's own in `own`, or is one of those
    /// that the record lists there.
    case each(table: String, key: String, own: String)
  }

  package var holder: Holder
  package var column: String

  package init(holder: Holder, column: String) {
    self.holder = holder
    self.column = column
  }

  /// Returns an input from each record of `table` that names the record in `key`.
  package static func each(
    _ table: String, by key: String, is own: String = "id", _ column: String
  ) -> ColumnInput {
    ColumnInput(holder: .each(table: table, key: key, own: own), column: column)
  }
}

extension ColumnInput: ExpressibleByStringLiteral {
  /// Reads `tdp_w`, a cell of the record itself, or `gpu_id.tdp_w`, one of the record that
  /// `gpu_id` names.
  package init(stringLiteral text: String) {
    guard let dot = text.firstIndex(of: ".") else {
      self.init(holder: .record, column: text)
      return
    }
    self.init(
      holder: .named(by: String(text[..<dot])), column: String(text[text.index(after: dot)...]))
  }
}
