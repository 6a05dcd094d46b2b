/// Raised and lowered digits, which are characters of their own.
enum SmallDigits {
  /// Returns a number in small digits, or `nil` where the text holds anything else.
  static func text(_ text: String, isRaised: Bool) -> String? {
    guard !text.isEmpty else { return nil }
    let digits = Array(isRaised ? "⁰¹²³⁴⁵⁶⁷⁸⁹" : "₀₁₂₃₄₅₆₇₈₉")
    var result = ""
    for character in text {
      if character == "-" || character == "−" {
        result += isRaised ? "⁻" : "₋"
      } else if character.isASCII, let value = character.wholeNumberValue {
        result.append(digits[value])
      } else {
        return nil
      }
    }
    return result
  }
}
