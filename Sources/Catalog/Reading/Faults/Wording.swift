import Diagnostics

/// The words of one fault.
struct Wording {
  var id: Diagnostic.Identifier
  var summary: String
  var notes: [Diagnostic.Note]
  var help: [String]

  init(
    _ id: Diagnostic.Identifier, _ summary: String, notes: [Diagnostic.Note] = [],
    help: [String] = []
  ) {
    self.id = id
    self.summary = summary
    self.notes = notes
    self.help = help
  }

  /// Returns a number in its shortest form, whole numbers without a point.
  static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }
}

extension Array {
  /// The array, or `other` when there is nothing in it.
  func orElse(_ other: [Element]) -> [Element] { isEmpty ? other : self }
}
