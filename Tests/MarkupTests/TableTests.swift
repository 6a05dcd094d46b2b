import Diagnostics
import Markup
import Testing

/// Pipe tables, after GitHub Flavored Markdown 0.29, section 4.10.
@Suite struct TableTests {
  /// The cells of all tables, one line for each row, with bars between cells.
  private func cells(_ html: String) -> [String] {
    html.matches(of: #/<tr>\n((?s:.*?))</tr>/#).map { row in
      row.output.1.split(separator: "\n").map { cell in
        String(cell.replacing(#/^<t[hd][^>]*>|<\/t[hd]>$/#, with: ""))
      }.joined(separator: "|")
    }
  }

  @Test func rendersHeadBodyAndAlignment() {
    let parsed = Parsed("| a | b | c | d |\n|---|:--|:-:|--:|\n| 1 | 2 | 3 | 4 |\n")
    #expect(
      parsed.html == """
        <div class="table-scroll" role="group" aria-label="Table" tabindex="0">
        <table>
        <thead>
        <tr>
        <th scope="col">a</th>
        <th scope="col" class="align-left">b</th>
        <th scope="col" class="align-center">c</th>
        <th scope="col" class="align-right">d</th>
        </tr>
        </thead>
        <tbody>
        <tr>
        <td>1</td>
        <td class="align-left">2</td>
        <td class="align-center">3</td>
        <td class="align-right">4</td>
        </tr>
        </tbody>
        </table>
        </div>

        """)
  }

  @Test(arguments: [
    ("outer bars left out", "a | b\n--- | ---\n1 | 2", ["a|b", "1|2"]),
    ("one column", "| a |\n| - |\n| 1 |", ["a", "1"]),
    ("no rows", "| a | b |\n|---|---|", ["a|b"]),
    ("short and long rows", "|a|b|\n|-|-|\n|1|\n|1|2|3|\n4", ["a|b", "1|", "1|2", "4|"]),
    ("empty cells", "|a|b|\n|-|-|\n| | |\n||2|", ["a|b", "|", "|2"]),
    (
      "escaped bars", "|a\\|b|\n|-|\n|`c\\|d` **e\\|f**|",
      ["a|b", "<code>c|d</code> <strong>e|f</strong>"]
    ),
    ("escaped backslash", "|a|b|\n|-|-|\n|c\\\\|d|", ["a|b", "c\\|d"]),
    (
      "inlines", "|*a*|\n|-|\n|`b` [c](d) &amp; \\*|",
      ["<em>a</em>", "<code>b</code> <a href=\"d\">c</a> &amp; *"]
    ),
    (
      "block marks in cells", "|# a|- b|1. c|\n|-|-|-|\n|> d|```|---|\n|    x|#|a #|",
      ["# a|- b|1. c", "&gt; d|```|---", "x|#|a #"]
    ),
    (
      "references", "|[a]|[b][A]|\n|-|-|\n|![c][a]|[d]|\n\n[a]: /u 'v'",
      [
        "<a href=\"/u\" title=\"v\">a</a>|<a href=\"/u\" title=\"v\">b</a>",
        "<img src=\"/u\" alt=\"c\" title=\"v\" />|[d]",
      ]
    ),
    ("indented", "   | a |\n   |---|\n  | 1 |", ["a", "1"]),
    ("tabs", "|\ta\t|\n|\t-\t|\n|\t1\t|", ["a", "1"]),
    ("several-byte text", "|ü|漢|\n|-|-|\n|é|字|", ["ü|漢", "é|字"]),
    ("code over a bar ends at the cell", "|`a|b`|\n|-|-|\n", ["`a|b`"]),
    ("CR LF", "|a|\r\n|-|\r\n|1|\r\n", ["a", "1"]),
    ("in a quote", "> |a|\n> |-|\n> |1|", ["a", "1"]),
    ("in a list", "1. x\n\n   |a|\n   |-|\n   |1|", ["a", "1"]),
    ("below definitions", "[x]: y\n|a|\n|-|\n|[x]|", ["a", "<a href=\"y\">x</a>"]),
  ])
  func readsCells(name: String, text: String, rows: [String]) {
    let parsed = Parsed(text)
    #expect(cells(parsed.html) == rows)
    #expect(parsed.faults == [])
  }

  @Test(arguments: [
    "a | b\n- | -", "| a | b |\n|---|", "a\n---", "a\n:-:", "| a |\nb\n|---|---|",
    "|---|\n|---|---|",
    "    | a |\n    |---|", "| a |\n\n|---|", "| a\\|b |\n|---|---|", "| a |\n|-=-|",
    "```\n|a|\n|-|\n```",
    "> | a |\n|---|", "| a |\n| : |",
  ])
  func leavesOtherTextAlone(text: String) throws {
    let expected = try #require(try CMarkProgram.html(for: [Array(text.utf8)]).first)
    #expect(Parsed(text).plainHTML == expected)
  }

  private static let opening = """
    <div class="table-scroll" role="group" aria-label="Table" tabindex="0">
    <table>

    """

  @Test func takesACaptionFromTheLineAbove() {
    let parsed = Parsed("Text.\n `=caption a < b` \n|c|\n|-|\n|d|\n")
    #expect(
      parsed.html.hasPrefix(
        """
        <p>Text.</p>
        <div class="table-scroll" role="group" aria-label="a &lt; b" tabindex="0">
        <table>
        <caption>a &lt; b</caption>
        <thead>
        """), "\(parsed.html)")
    #expect(parsed.faults == [])
    #expect(parsed.document.captions.map(\.text) == ["a < b"])
    #expect(parsed.document.captions.map { parsed.text($0.span) } == ["`=caption a < b`"])
  }

  @Test(arguments: [
    "> `=caption a`\n> |c|\n> |-|\n", "1. x\n\n   `=caption a`\n   |c|\n   |-|\n",
    "`=caption a`\r\n|c|\r\n|-|\r\n",
  ])
  func takesACaptionInsideOtherBlocks(text: String) {
    let parsed = Parsed(text)
    #expect(parsed.html.contains("<table>\n<caption>a</caption>\n<thead>"), "\(parsed.html)")
    #expect(parsed.faults == [])
    #expect(parsed.document.captions.map { parsed.text($0.span) } == ["`=caption a`"])
  }

  @Test(arguments: [
    "`=caption a`", "a `=caption b` c\n|d|\n|-|", "`=caption a`\n\n|d|\n|-|", "# a `=caption b`",
  ])
  func reportsACaptionOfNoTable(text: String) {
    let parsed = Parsed(text)
    let place = text.contains("b`") ? "`=caption b`" : "`=caption a`"
    #expect(parsed.faults == ["misplaced-caption: \(place)"])
  }

  @Test func keepsTextAboveTheTable() {
    let parsed = Parsed("*a\n    # b* [c]\n    \"d\"\n|e|\n|-|\n|f|\n\n[c]: g\n")
    #expect(
      parsed.html.hasPrefix(
        "<p><em>a\n# b</em> <a href=\"g\">c</a>\n&quot;d&quot;</p>\n" + Self.opening))
  }

  @Test func keepsTextAboveTheTableInATightList() {
    let parsed = Parsed("- a\n  |b|\n  |-|\n- c\n")
    #expect(parsed.html.hasPrefix("<ul>\n<li>a\n" + Self.opening))
    #expect(parsed.html.hasSuffix("</table>\n</div>\n</li>\n<li>c</li>\n</ul>\n"))
  }

  @Test func endsTableAtOtherBlocks() {
    let parsed = Parsed("|a|\n|-|\n|1|\n# b\n\n|a|\n|-|\n> c\n")
    #expect(cells(parsed.html) == ["a", "1", "a"])
    #expect(parsed.plainHTML.contains("</table>\n</div>\n<h1>b</h1>\n"))
    #expect(parsed.html.hasSuffix("</table>\n</div>\n<blockquote>\n<p>c</p>\n</blockquote>\n"))
  }

  @Test(arguments: [
    ("|a|\n|-|\n|1|\n    b", "unclear-table-end: b"),
    ("|a|\n|-|\n|1|\n2. b", "unclear-table-end: 2. b"),
    ("|a|\n|-|\n|1|\n*", "unclear-table-end: *"), ("> |a|\n> |-|\n|1|", "unclear-table-end: |1|"),
    ("|a|\n|-|\n|1|\n===", "unclear-table-end: |1|"),
  ])
  func reportsRowsThatCouldBeAnotherBlock(text: String, fault: String) {
    #expect(Parsed(text).faults == [fault])
  }

  @Test func rendersFormsInCells() {
    let parsed = Parsed("|a `=b`|\n|-|\n|`=c \\| d`|")
    #expect(cells(parsed.html) == ["a {b}", "{c | d}"])
  }

  @Test func reportsTooManyColumns() {
    let text =
      "|" + String(repeating: "a|", count: 101) + "\n|" + String(repeating: "-|", count: 101)
    #expect(Parsed(text).diagnostics.map(\.id.rawValue) == ["table-too-large"])
  }
}
