/// A number with a unit, as it is typed.
struct Quantity {
  /// The words it takes up: one for `24GB`, two for `24 GB`.
  let words: Range<Int>
  let unit: String

  /// Units by how they are written, also with a hyphen before them.
  private static let units: Set<String> = [
    "B", "kB", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB", "Gb", "Gbit", "Gbps", "Gbit/s",
    "Gb/s", "B/s", "MB/s", "GB/s", "TB/s", "GiB/s", "MT/s", "GT/s", "Hz", "MHz", "GHz", "W", "kW",
    "watt", "watts", "V", "volts", "A", "amperes", "amps", "Wh", "kWh", "token", "tokens", "tok/s",
    "tokens/s", "t/s", "%", "percent", "per cent", "USD", "EUR", "dollars", "euros", "ms", "s",
    "seconds",
    "minutes", "hours", "mm", "cm", "TFLOP/s", "TFLOPS", "PFLOPS", "PFLOP/s", "TOPS", "TOP/s",
    "GFLOP",
    "TFLOP", "PFLOP", "gigabytes", "gibibytes", "terabytes", "gigabits", "gigahertz", "megahertz",
    "px",
    "pixels", "cores", "channels", "lanes",
  ]

  /// Returns the quantities of a sentence.
  static func all(in words: [ProseText.Word]) -> [Quantity] {
    words.indices.compactMap { index in
      let word = words[index]
      guard word.form == nil else { return nil }
      let text = word.text
      if text.hasPrefix("$") || text.hasPrefix("€"), isNumber(text.dropFirst()) {
        return Quantity(words: index..<index + 1, unit: String(text.prefix(1)))
      }
      let number = text.prefix { isPartOfNumber($0) }
      guard isNumber(number) else { return nil }
      let rest = text[number.endIndex...].drop { $0 == "-" }
      if !rest.isEmpty {
        return units.contains(String(rest))
          ? Quantity(words: index..<index + 1, unit: String(rest)) : nil
      }
      guard index + 1 < words.count, words[index + 1].form == nil,
        units.contains(words[index + 1].text)
      else { return nil }
      return Quantity(words: index..<index + 2, unit: words[index + 1].text)
    }
  }

  private static func isPartOfNumber(_ character: Character) -> Bool {
    character.isASCII && character.isNumber || ".,–-−+×±~".contains(character)
  }

  private static func isNumber(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy(isPartOfNumber) && text.contains { $0.isNumber }
  }
}
