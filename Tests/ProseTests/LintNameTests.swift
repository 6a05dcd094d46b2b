import Diagnostics
import Testing

@testable import Prose

/// The names that a text may not type.
@Suite struct LintNameTests {
  /// Whoever writes an id means the record, not what it is called.
  @Test func leavesIDsAlone() throws {
    #expect(try LintSample.lint("An rtx-1-ti.\n").map(\.summary) == [])
  }

  /// Names as people write them, with the record that they are of.
  @Test(arguments: [
    ("A geforce rtx 1 Ti.", "geforce rtx 1 Ti", "rtx-1-ti"), ("An RTX 1.", "RTX 1", "rtx-1"),
    ("An RTX1.", "RTX1", "rtx-1"),
    ("Two GeForce RTX 1s.", "GeForce RTX 1s", "rtx-1"), ("The RX 7 XT.", "RX 7 XT", "rx-7-xt"),
    ("The Radeon RX 7 XT 16 GB.", "Radeon RX 7 XT 16 GB", "rx-7-xt"),
    ("The M4 Max.", "M4 Max", "m4-max"),
  ])
  func knowsNames(_ text: String, _ name: String, _ id: String) throws {
    #expect(
      try LintSample.lint(text + "\n").map(\.summary) == [
        "'\(name)' is typed by hand, expected '`=gpu.\(id).name`'"
      ])
  }

  /// Part of a word or of a number is no name.
  @Test(arguments: ["An RTX 12.", "An RTX 1z.", "An MRTX 1.", "The rtx.", "The Max M4."])
  func leavesOtherWords(_ text: String) throws {
    #expect(try LintSample.report(text + "\n") == [])
  }
}
