import Testing

/// Texts that cost a careless parser time or stack, after the list in cmark's own tests.
struct StressText: CustomTestStringConvertible, Sendable {
  let name: String
  let text: String
  /// Whether it holds what cmark does not know, or is reported instead of parsed.
  var isRefused = false

  var testDescription: String { name }

  init(_ name: String, _ text: String, isRefused: Bool = false) {
    self.name = name
    self.text = text
    self.isRefused = isRefused
  }

  /// A text of about 100 kB.
  init(_ name: String, repeating part: String) {
    self.init(name, String(repeating: part, count: 100_000 / part.utf8.count))
  }

  static let all: [StressText] = brackets + emphasis + blocks + others + tables

  private static let brackets = [
    StressText("nested brackets", "[".times(50_000) + "a" + "]".times(50_000)),
    StressText("link openers", repeating: "[a"),
    StressText("link closers", repeating: "a]"),
    StressText("link openers and emphasis closers", repeating: "[ a_"),
    StressText("links without end", repeating: "[ (]("),
    StressText("links without end, pointed", repeating: "[a](<b"),
    StressText("links without end, plain", repeating: "[a](b"),
    StressText("link titles without end", repeating: "[a](b \""),
    StressText("images around links", "![[]()".times(4000)),
    StressText("too many images around links", "![[]()".times(16_000), isRefused: true),
    StressText("nested images", "![".times(4000) + "a" + "](b)".times(4000)),
    StressText("links", repeating: "[a](b) "),
    StressText("link in each emphasis", "*a ".times(16_000) + "[b](c)".times(8000)),
    StressText(
      "many references", (0..<9000).map { "[\($0)]: u\n" }.joined() + "[0] ".times(5000)),
    StressText("one long reference", "[a]: " + "u".times(5000) + "\n\n" + "[a]".times(30_000)),
    StressText("definitions without end", repeating: "[a]: b \"\n"),
    StressText("long label", "[" + "a".times(99_999)),
  ]

  private static let emphasis = [
    StressText("nested emphasis", "*a **a ".times(7000) + "b" + " a** a*".times(7000)),
    StressText("deep emphasis", "*".times(50_000) + "a" + "*".times(50_000)),
    StressText("emphasis closers", repeating: "a_ "),
    StressText("emphasis openers", repeating: "_a "),
    StressText("mismatched emphasis", repeating: "*a_ "),
    StressText("emphasis of two kinds", "*a ".times(16_000) + "_a*_ ".times(10_000)),
    StressText("emphasis in threes", "a**b" + "c* ".times(33_000)),
    StressText("stars and underscores", repeating: "*_"),
    StressText("hard case of link and emphasis", "**x [a*b**c*](d)"),
  ]

  private static let blocks = [
    StressText("nested quotes", "> ".times(50_000) + "a", isRefused: true),
    StressText("nested quotes without spaces", ">".times(100_000), isRefused: true),
    StressText("nested lists in a line", "- ".times(50_000) + "a", isRefused: true),
    StressText("nested ordered lists in a line", "1. ".times(33_000) + "a", isRefused: true),
    StressText(
      "nested lists over lines", (0..<300).map { "  ".times($0) + "* a\n" }.joined(),
      isRefused: true),
    StressText("nested lists and empty lines", "- ".times(90) + "a\n" + "\n".times(20_000)),
    StressText("nested quotes and lazy lines", "> ".times(90) + "a\n" + "[b](c)\n".times(10_000)),
    StressText("lines of nested quotes", ("> ".times(90) + "a\n").times(500)),
    StressText("a long thematic break", "* ".times(50_000)),
    StressText("headings", repeating: "#\n"),
    StressText("equal headings", repeating: "# a\n"),
    StressText("underlines", repeating: "a\n="),
    StressText("open fence", "```\n" + "~~~ a\n".times(16_000)),
    StressText("tabs in lists", repeating: "-\ta\n"),
    StressText("empty", ""),
    StressText("only spaces", " ".times(100_000)),
  ]

  private static let others = [
    StressText("backticks", (1..<440).map { "e" + "`".times($0) }.joined()),
    StressText("backticks in lines", repeating: "`\n"),
    StressText("entities", repeating: "&amp;"),
    StressText("ampersands", repeating: "&"),
    StressText("backslashes", repeating: "\\\n"),
    StressText("open tags", repeating: "<a "),
    StressText("open comments", "</" + "<!--".times(25_000)),
    StressText("open declarations", repeating: "a <!X\n"),
    StressText("open instructions", repeating: "a <?\n"),
    StressText("open character data", "a <![CDATA[\n".times(4000)),
    StressText("tags", repeating: "<b> "),
    StressText("tags over lines", repeating: "x <b\nc>\n"),
    StressText("autolinks", repeating: "<a:b> "),
  ]

  private static let tables = [
    StressText("bars", repeating: "|"),
    StressText("delimiter rows", repeating: "|-|-|\n", isRefused: true),
    StressText("short delimiter rows", "a\n" + "|-\n".times(33_000), isRefused: true),
    StressText(
      "a wide table", "|" + "a|".times(20_000) + "\n|" + "-|".times(20_000) + "\n", isRefused: true),
    StressText(
      "a ragged table", "|" + "a|".times(90) + "\n|" + "-|".times(90) + "\n" + "a\n".times(49_000),
      isRefused: true),
    StressText("a long table", "|a|b|\n|-|-|\n" + "|x|`y`|\n".times(12_000), isRefused: true),
    StressText("many tables", "|a|\n|-|\n\n".times(11_000), isRefused: true),
  ]

  private init(_ name: String, repeating part: String, isRefused: Bool) {
    self.init(name, String(repeating: part, count: 100_000 / part.utf8.count), isRefused: isRefused)
  }
}

extension String {
  fileprivate func times(_ count: Int) -> String { String(repeating: self, count: count) }
}
