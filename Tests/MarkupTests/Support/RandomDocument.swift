/// Makes Markdown that is rich in marks and in odd neighbourhoods of marks.
///
/// The bar, and the equals sign inside lines, are left out: with them a text may hold tables and
/// forms, which cmark does not know.
struct RandomDocument {
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  private static let inlines = [
    "a", "word", "Ünï", "漢字", "*", "**", "_", "__", "***", "`", "``", "`code`", "[", "]", "![",
    "](/url)", "](<b c>)", "](u \"title\")", "](u\n'two\nlines')", "][ref]", "[ref]", "[Ref][]",
    "[x](y)", "![i](j \"k\")", "<b>", "</b>", "<http://a.b/c?d&e>", "<me@x.org>", "<", ">",
    "<!-- c -->",
    "<a href='x'>", "&amp;", "&copy;", "&#35;", "&#x0;", "&bad;", "&", "\\", "\\*", "\\`", "\\[",
    "\\\n", "  \n", "\"", "'", "(", ")", "!", "#", "-", "+", "1.", "~", ":", "\t", " ", "  ",
    "javascript:x", "[j](javascript:x)", "[d](data:image/png;x)", ".", ",", "\u{A0}", "“", "”",
    "é*",
  ]
  private static let starts = [
    "", "", "", "", "# ", "## ", "###### ", "#", "> ", ">", "> > ", "- ", "* ", "+ ", "-", "1. ",
    "2) ",
    "10. ", "  ", "    ", "     ", "\t", "  - ", "   > ", ">\t", "-\t", " 1.  ", "      - ",
  ]
  private static let lines = [
    "", "", "", "===", "---", "***", "_ _ _", "- - -", "```", "```swift info", "~~~", "~~~~",
    "    code",
    "<div>", "</div>", "<!--", "-->", "<script>", "<pre>", "[ref]: /target 'T'", "[ref]: <x y>",
    "[a]:", "[b]: /u \"broken", "> ```", "- ```", "  ---", " ===", "#", "## #", "# a #", "-", "1.",
    ">",
    "<?php", "?>", "<![CDATA[", "]]>", "<!X y>", "[a]: b 'c\nd'", "   ",
  ]

  /// Returns the next document.
  mutating func next() -> String {
    let lineEnd = pick([("\n", 12), ("\r\n", 2), ("\r", 1)])
    var text = ""
    for _ in 0..<Int.random(in: 1...14, using: &numbers) {
      text += Int.random(in: 0..<10, using: &numbers) < 3 ? element(Self.lines) : line()
      text += "\n"
    }
    if Int.random(in: 0..<4, using: &numbers) == 0 { text.removeLast() }
    return lineEnd == "\n" ? text : text.replacing("\n", with: lineEnd)
  }

  private mutating func line() -> String {
    var line = element(Self.starts)
    if Int.random(in: 0..<3, using: &numbers) == 0 { line += element(Self.starts) }
    for _ in 0..<Int.random(in: 1...9, using: &numbers) { line += element(Self.inlines) }
    return line
  }

  private mutating func element(_ list: [String]) -> String {
    list[Int.random(in: 0..<list.count, using: &numbers)]
  }

  private mutating func pick(_ choices: [(String, Int)]) -> String {
    var rest = Int.random(in: 0..<choices.reduce(0) { $0 + $1.1 }, using: &numbers)
    for (choice, weight) in choices {
      if rest < weight { return choice }
      rest -= weight
    }
    return ""
  }
}
