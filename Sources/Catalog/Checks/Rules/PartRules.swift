/// Rules of processors and prices.
enum PartRules {
  static let processors = RuleSet(
    "cpu",
    [
      atLeast("thread-count", "threads", "cores"),
      atLeast("boost-clock", "boost_ghz", "base_ghz"),
      atLeast("power-limit", "max_power_w", "tdp_w"),
    ])

  static let prices = RuleSet("price", [priceDate, unverified])

  private static func atLeast(_ name: String, _ column: String, _ base: String) -> Rule<Record> {
    Rule(name) { cpu, _ in
      guard let value = cpu.number(column), let least = cpu.number(base), value < least else {
        return nil
      }
      return .init(.lessThan(column: column, value: value, base: base, least: least), at: column)
    }
  }

  /// A price is worth nothing without its day.
  private static let priceDate = Rule<Record>("price-date") { price, _ in
    guard let date = price["as_of"].date, date.day == nil else { return nil }
    return .init(.priceDate(date), at: "as_of")
  }

  /// A price whose source is doubted says so in its flag, which keeps it off the pages.
  private static let unverified = Rule<Record>("unverified-price") { price, _ in
    let texts = ["source_detail", "notes"].compactMap { price.text($0) }
    guard price["verified"].flag == true, texts.contains(where: { $0.contains("(unverified)") })
    else { return nil }
    return .init(.unverified, at: "verified")
  }
}
