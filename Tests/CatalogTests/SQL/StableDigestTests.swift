import Testing

@testable import Catalog

struct StableDigestTests {
  /// Test vectors of FNV-1a with 128 bits, from the draft that defines it.
  @Test(arguments: [
    ("", "6c62272e07bb014262b821756295c58d"), ("a", "d228cb696f1a8caf78912b704e4a8964"),
    ("foobar", "343e1662793c64bf6f0d3597ba446f18"),
  ])
  func givesTheKnownFingerprints(text: String, expected: String) {
    var digest = StableDigest()
    for byte in text.utf8 { digest.add(byte) }
    #expect(digest.hexadecimal == expected)
  }

  @Test func tellsKindsAndBordersApart() {
    let rows: [[Cell]] = [
      [.text("ab"), .text("c")], [.text("a"), .text("bc")], [.integer(1)], [.decimal(1)],
      [.flag(true)], [.text("1")], [.notStated], [.notApplicable], [.text("–")], [],
    ]
    let digests = rows.map { cells in
      var digest = StableDigest()
      for cell in cells { digest.add(cell) }
      return digest.hexadecimal
    }
    #expect(Set(digests).count == rows.count, "\(digests)")
  }
}
