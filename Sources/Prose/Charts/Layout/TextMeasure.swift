/// Estimates how much room text takes, since the build knows no fonts.
enum TextMeasure {
  /// The size of all text in a chart.
  static let size = 13.0
  /// From one line of text to the next.
  static let lineHeight = 18.0

  /// Returns the width of a text, a little more than usual sans-serif fonts need.
  static func width(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size * 1.03
  }

  /// In units of the font's size; the classes follow the widths of Helvetica.
  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "'", "|", ".", ",", ":", ";", "!", "I", "·": 0.28
    case "f", "t", "r", " ", "\u{A0}", "(", ")", "[", "]", "-", "/": 0.33
    case "m", "w", "M", "W", "@", "%", "×", "–": 0.82
    case "A"..."Z": 0.69
    default: 0.56
    }
  }

  /// Breaks a text between words into lines of at most `width`.
  static func lines(_ text: String, width limit: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      if let last = lines.last, width(last + " " + word) <= limit {
        lines[lines.count - 1] += " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines.isEmpty ? [""] : lines
  }
}
