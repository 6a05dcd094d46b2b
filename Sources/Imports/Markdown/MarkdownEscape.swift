internal import Diagnostics

/// Keeps text from meaning something in Markdown.
enum MarkdownEscape {
  /// Returns a text for the middle of a line: marks that could mean something get a `\`.
  ///
  /// Controls and characters that nobody sees are left out, for the site refuses them.
  static func text(_ text: String) -> String {
    var result = ""
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where isPrintable(scalar) {
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let last = index > 0 ? scalars[index - 1] : nil
      if needsEscape(scalar, after: last, before: next) { result += "\\" }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// Returns a line so that its beginning is text, not the mark of a list, a heading or a fence.
  static func lineStart(_ line: String) -> String {
    guard let first = line.first else { return line }
    if "#+-=~:".contains(first) { return "\\" + line }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    let rest = line.dropFirst(digits.count)
    guard !digits.isEmpty, digits.count < 10, rest.first == "." || rest.first == ")" else {
      return line
    }
    return digits + "\\" + rest
  }

  /// Returns an address that can stand between parentheses.
  static func address(_ address: String) -> String {
    var result = ""
    for byte in address.trimmed.utf8 {
      switch byte {
      case 0...0x20, 0x7F..., UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "|"),
        UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""):
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (hex.count < 2 ? "0" : "") + hex
      case UInt8(ascii: "_"): result += "\\_"
      case UInt8(ascii: "&"): result += "&amp;"
      default: result.unicodeScalars.append(Unicode.Scalar(byte))
      }
    }
    return result
  }

  /// Returns code between as many backticks as it takes, or nothing for none.
  static func code(_ text: String) -> String {
    let code = printable(text).collapsed
    guard !code.isEmpty else { return "" }
    let ticks = String(repeating: "`", count: longestRun(of: "`", in: code) + 1)
    let needsSpace = code.hasPrefix("`") || code.hasSuffix("`")
    // Code that begins with '=' would be a value of ours.
    let first = code.hasPrefix("=") ? "\\" : ""
    return ticks + (needsSpace ? " \(code) " : first + code) + ticks
  }

  /// The text without controls and characters that nobody sees, line breaks and tabs kept.
  static func printable(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter(isPrintable)))
  }

  /// What is told of the characters that ``printable(_:)`` leaves out, each once.
  static func hidden(in text: String) -> [String] {
    // Nearly all text is plain.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return [] }
    var told: [String] = []
    for scalar in text.unicodeScalars where !isPrintable(scalar) && scalar != "\r" {
      let words = "the character \(TextCheck.codePoint(scalar)), which nobody sees"
      if !told.contains(words) { told.append(words) }
    }
    return told
  }

  /// The most that a character follows itself.
  static func longestRun(of character: Character, in text: String) -> Int {
    var longest = 0
    var run = 0
    for own in text {
      run = own == character ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control: scalar == "\n" || scalar == "\t"
    case .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  private static func needsEscape(
    _ scalar: Unicode.Scalar, after last: Unicode.Scalar?, before next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "]", "<", ">", "|": true
    case "_": !(isWord(last) && isWord(next))
    // Before a link it would make a picture of it.
    case "!": next == nil || next == "["
    case "&": next.map { isWord($0) || $0 == "#" } ?? true
    default: false
    }
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar else { return false }
    return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
  }
}
