/// A number with a unit, as it is typed.
struct Quantity {
  /// The words it takes up: one for `24GB`, two for `24 GB`, three for `70 billion parameters`.
  let words: Range<Int>
  let unit: String

  /// Returns the number before the unit, where it is a single one in figures.
  func number(in sentence: [ProseText.Word]) -> Double? {
    let digits = sentence[words.lowerBound].text.prefix { $0.isNumber || ".,".contains($0) }
    return Double(digits.filter { $0 != "," })
  }

  /// Units of what is measured, by how they are written, also with a hyphen before them.
  private static let measures: Set<String> = [
    "B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "Gb", "Gbit", "Gbps", "Gbit/s",
    "Gb/s", "B/s", "MB/s", "GB/s", "TB/s", "GiB/s", "MT/s", "GT/s", "Hz", "MHz", "GHz", "W", "kW",
    "watt", "watts", "V", "volts", "A", "amperes", "amps", "Wh", "kWh", "tok/s", "tokens/s", "t/s",
    "%", "percent", "USD", "EUR", "dollars", "euros", "ms", "s", "seconds", "minutes", "hours",
    "mm", "cm", "TFLOP/s", "TFLOPS", "PFLOPS", "PFLOP/s", "TOPS", "TOP/s", "GFLOP", "TFLOP",
    "PFLOP", "gigabytes", "gibibytes", "terabytes", "gigabits", "gigahertz", "megahertz",
  ]

  /// What is counted, where the number is in figures.
  private static let counted: Set<String> = [
    "token", "tokens", "px", "pixels", "cores", "channels", "lanes", "parameters",
  ]

  /// What stands before its number.
  private static let currencies: Set<String> = ["USD", "EUR", "$", "€"]

  private static let scales: Set<String> = ["thousand", "million", "billion", "trillion"]

  private static let numerals: Set<String> = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "hundred",
  ]

  /// Returns the quantities of a sentence.
  static func all(in words: [ProseText.Word]) -> [Quantity] {
    var found: [Quantity] = []
    var index = 0
    while index < words.count {
      let quantity = at(index, in: words)
      if let quantity { found.append(quantity) }
      index = quantity?.words.upperBound ?? index + 1
    }
    return found
  }

  private static func at(_ index: Int, in words: [ProseText.Word]) -> Quantity? {
    guard let text = word(index, of: words) else { return nil }
    if let currency = text.first, "$€".contains(currency), isNumber(text.dropFirst()) {
      return Quantity(words: index..<index + 1, unit: String(currency))
    }
    if currencies.contains(text) {
      guard let next = word(index + 1, of: words), isNumber(next[...]) else { return nil }
      return Quantity(words: index..<index + 2, unit: text)
    }
    if isNumeral(text) {
      // Two cores are counted like two cards; twenty-four gigabytes are measured.
      guard let unit = word(index + 1, of: words), measures.contains(unit) else { return nil }
      return Quantity(words: index..<index + 2, unit: unit)
    }
    let number = text.prefix { isPartOfNumber($0) }
    guard isNumber(number) else { return nil }
    var rest = text[number.endIndex...].drop { $0 == "-" }
    if rest == "x" || (rest.isEmpty && number.last == "×") {
      return Quantity(words: index..<index + 1, unit: "×")
    }
    if isUnit(rest) { return Quantity(words: index..<index + 1, unit: String(rest)) }
    // The k of 8k tokens.
    if let scale = rest.first, "kKM".contains(scale) {
      rest = rest.dropFirst().drop { $0 == "-" }
      if isUnit(rest) { return Quantity(words: index..<index + 1, unit: String(rest)) }
    }
    return rest.isEmpty ? quantity(at: index, in: words) : nil
  }

  /// Returns the quantity of a number whose unit stands behind it, or behind a word such as `billion`.
  private static func quantity(at index: Int, in words: [ProseText.Word]) -> Quantity? {
    guard let next = word(index + 1, of: words) else { return nil }
    if isUnit(next[...]) { return Quantity(words: index..<index + 2, unit: next) }
    guard scales.contains(next), let unit = word(index + 2, of: words), isUnit(unit[...]) else {
      return nil
    }
    return Quantity(words: index..<index + 3, unit: unit)
  }

  private static func word(_ index: Int, of words: [ProseText.Word]) -> String? {
    words.indices.contains(index) && words[index].form == nil ? words[index].text : nil
  }

  private static func isUnit(_ text: Substring) -> Bool {
    let unit = String(text)
    return measures.contains(unit) || counted.contains(unit)
  }

  /// Whether a word is a number in letters, such as `twenty-four`.
  private static func isNumeral(_ text: String) -> Bool {
    text.lowercased().split(separator: "-", omittingEmptySubsequences: false)
      .allSatisfy { numerals.contains(String($0)) }
  }

  private static func isPartOfNumber(_ character: Character) -> Bool {
    character.isNumber || ".,–-−+×±~/".contains(character)
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy(isPartOfNumber) && text.contains { $0.isNumber }
  }
}
