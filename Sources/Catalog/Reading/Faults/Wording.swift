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

  /// Returns a code point as `U+0007`.
  static func codePoint(_ scalar: UInt32) -> String {
    let digits = String(scalar, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
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
