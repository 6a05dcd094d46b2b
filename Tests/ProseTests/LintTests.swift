import Diagnostics
import Foundation
import Testing

@testable import Catalog
@testable import Prose

/// What the lints tell of a text.
@Suite struct LintTests {
  @Test(arguments: [
    ("It has 24 GB.", ["8 bare-quantity"]),
    ("It has 24\u{A0}GB.", ["8 bare-quantity"]),
    ("About 8–16 GB, or 24GB.", ["7 bare-quantity", "21 bare-quantity"]),
    ("It costs $1,999 (**300 W**).", ["10 bare-quantity", "20 bare-quantity"]),
    ("- At 80% load", ["6 bare-quantity"]),
    ("| Card | 24 GB |\n| --- | --- |\n| a | 8 GB |", ["10 bare-quantity", "7 bare-quantity"]),
    ("```=note\nIt has 24 GB.\n```", ["8 bare-quantity"]),
    ("`=caption Of 24 GB`\n| Card | Use |\n| --- | --- |\n| b | c |", ["14 bare-quantity"]),
    // A line that only looks like code belongs to the paragraph; a fence ends with its list.
    ("It has\n    24 GB.", ["5 bare-quantity"]),
    ("- ```\n  8 GB\n\nIt has 24 GB.", ["8 bare-quantity"]),
    ("Take a GeForce RTX 1 Ti.", ["8 unbound-name"]),
    ("The latest card.\nThe most\nuseful.", ["5 ageing-word", "5 ageing-word"]),
    ("A new card.", ["3 ageing-word"]),
    ("It has `=gpu.rtx-1.memory_gib`, printed as 24 GB.", ["44 bare-quantity", "44 gb-and-gib"]),
    ("DDR5 memory at 2,800 MHz.", ["16 bare-quantity", "16 mhz-for-mt-s"]),
    ("A chip of 16 Gbit.", ["11 bare-quantity", "11 gbit-for-gb"]),
    ("It makes 28 GB/s per pin.", ["10 bare-quantity", "10 gbit-for-gb"]),
    ("It makes 1,801 TOPS.", ["10 bare-quantity", "10 sparse-peak"]),
    ("Two cards have 48 GB of VRAM in total.", ["16 bare-quantity", "33 summed-memory"]),
    ("Two cards add up to 48 GB of VRAM.", ["21 bare-quantity", "11 summed-memory"]),
    (
      "Two cards of 24 GB give 48 GB of VRAM.",
      ["14 bare-quantity", "25 bare-quantity", "25 summed-memory"]
    ),
    ("It writes 90 tok/s.", ["11 bare-quantity", "11 speed-without-context"]),
    (
      "It writes `=select max(memory_gib) as a_tok_s from gpu`. With a short context.",
      ["11 speed-without-context"]
    ),
  ])
  func tells(_ text: String, _ expected: [String]) throws {
    #expect(try LintSample.report(text + "\n") == expected)
  }

  /// Numbers and units as people write them.
  @Test(arguments: [
    ("At 8k tokens.", "8k tokens"), ("It is 2x as fast.", "2x"), ("It is 2× as fast.", "2×"),
    ("It takes ½ GB.", "½ GB"), ("It costs USD 1999.", "USD 1999"),
    ("It has 70 billion parameters.", "70 billion parameters"),
    ("Cards of 8/16/24 GB.", "8/16/24 GB"),
    ("It has twenty-four gigabytes.", "twenty-four gigabytes"),
  ])
  func readsQuantities(_ text: String, _ quantity: String) throws {
    let found = try LintSample.lint(text + "\n")
    #expect(found.map(\.summary) == ["'\(quantity)' is typed by hand, expected a value or a claim"])
  }

  /// Programs that the engine reckons for are known to a catalog without a table of software.
  @Test func knowsProgramsOfTheEngine() throws {
    let text = "In llama.cpp it writes 40 tok/s at 8,192 tokens of context.\n"
    let catalog = Catalog(tables: [LintSample.catalog.tables[0]])
    let found = try LintSample.lint(text, catalog: catalog)
    #expect(found.map(\.id) == ["bare-quantity", "bare-quantity"])
  }

  @Test func tellsTheClockOfANamedMemory() throws {
    let found = try LintSample.report("DDR5-6000 runs at 6,000 MHz.\n")
    #expect(found == ["19 bare-quantity", "19 mhz-for-mt-s"])
  }

  /// The guide has each of them.
  @Test func areInTheGuide() throws {
    let guide = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../docs/authoring.md")
        .standardizedFileURL, encoding: .utf8)
    for lint in Lint.allCases {
      #expect(guide.contains("| `\(lint.rawValue)` | \(lint.meaning) |"), "\(lint.rawValue)")
    }
  }
}
