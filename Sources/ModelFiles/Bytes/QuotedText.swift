/// Text from a file as it may stand in a diagnostic: short, and without control characters.
enum QuotedText {
  /// The longest quotation, in characters.
  static let limit = 64

  /// Returns `text` in single quotes, cut short and with control characters replaced.
  static func of(_ text: String) -> String { "'\(plain(text))'" }

  /// The same without quotes, for a name that is shown by itself.
  static func plain(_ text: String) -> String {
    var shown = ""
    var count = 0
    for scalar in text.unicodeScalars {
      guard count < limit else {
        shown += "…"
        break
      }
      shown.unicodeScalars.append(isShown(scalar) ? scalar : "\u{FFFD}")
      count += 1
    }
    return shown
  }

  private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator:
      false
    default: true
    }
  }
}
