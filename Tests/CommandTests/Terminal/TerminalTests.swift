import Testing

@testable import Command

@Suite struct TerminalTests {
  @Test(arguments: [
    (true, [:], true),
    (true, ["TERM": "xterm-256color"], true),
    (true, ["NO_COLOR": "1"], false),
    (true, ["NO_COLOR": ""], true),
    (true, ["TERM": "dumb"], false),
    (false, [:], false),
  ])
  func usesColorOnlyWhereItIsWelcome(
    _ isTerminal: Bool, _ environment: [String: String], _ expected: Bool
  ) {
    #expect(Terminal.usesColor(isTerminal: isTerminal, environment) == expected)
  }

  @Test func paintsOnlyWhenTold() {
    #expect(TextStyle.good.paint("fits", true) == "\u{1B}[1;32mfits\u{1B}[0m")
    #expect(TextStyle.good.paint("fits", false) == "fits")
    #expect(TextStyle.plain.paint("fits", true) == "fits")
    #expect(TextStyle.good.paint("", true) == "")
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("größe", 5), ("e\u{301}", 1), ("漢字", 4), ("한", 2), ("1\u{A0}GiB", 5),
    ("η_kv", 4), ("▓·", 2),
  ])
  func measuresColumnsOfText(_ text: String, _ width: Int) {
    #expect(text.displayWidth == width)
  }

  @Test func alignsColumns() {
    var table = TextTable([.left, .right, .left])
    table.add(["card", "MiB", "verdict"])
    table.addRule()
    table.add(["漢字", "8.5", ""])
    table.add(["RTX", "24081.0", "fits"])
    #expect(
      table.render(colors: false) == """
        card      MiB  verdict
        ──────────────────────
        漢字      8.5
        RTX   24081.0  fits

        """)
  }

  @Test func keepsAlignmentWithColors() {
    var table = TextTable([.right, .left])
    table.add([.init("1", .bad), .init("a", .bold)])
    table.add(["100", "b"])
    #expect(
      table.render(colors: true) == "  \u{1B}[1;31m1\u{1B}[0m  \u{1B}[1ma\u{1B}[0m\n100  b\n")
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1499, "1 kB"), (999_499, "999 kB"),
    (1_000_000, "1.0 MB"), (12_345_678, "12.3 MB"),
  ])
  func writesSizes(_ count: Int, _ text: String) {
    #expect(Counted.bytes(count) == text)
  }

  @Test func countsNouns() {
    #expect(Counted.text(1, "page") == "1 page")
    #expect(Counted.text(0, "page") == "0 pages")
  }
}
