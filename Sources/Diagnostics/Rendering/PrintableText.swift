/// Text made harmless for a terminal.
///
/// Diagnostics quote what authors wrote, and data comes from anywhere: a control character could
/// move the cursor or repaint what stands above, and a character that turns the direction of writing
/// could show a line in another order than it is read in.
enum PrintableText {
  /// Returns `text` with such characters written out, a bell as `\u{7}`.
  static func of(_ text: String) -> String {
    guard !text.unicodeScalars.allSatisfy(isHarmless) else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      if isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
      }
    }
  }

  static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // The controls of ASCII and of Latin 1, and the separators of lines and paragraphs.
    case 0..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: false
    // Embeddings, overrides and isolates of the writing direction (UAX 9).
    case 0x202A...0x202E, 0x2066...0x2069: false
    default: true
    }
  }
}
