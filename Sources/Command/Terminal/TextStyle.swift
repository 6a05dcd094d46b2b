/// How a piece of text is shown on a terminal that has colours.
enum TextStyle: String, Sendable {
  case plain = ""
  case bold = "1"
  case dim = "2"
  case good = "1;32"
  case caution = "1;33"
  case bad = "1;31"
  case blue = "34"
  case cyan = "36"
  case magenta = "35"

  /// Returns `text` in this style, or as it is when `isOn` is false.
  func paint(_ text: String, _ isOn: Bool) -> String {
    isOn && self != .plain && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
  }
}
