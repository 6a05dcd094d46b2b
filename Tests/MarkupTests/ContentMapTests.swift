import Diagnostics
import Markup
import Testing

/// Maps from content back to the source.
@Suite struct ContentMapTests {
  @Test func leadsFromEachLineOfAFormToItsLine() throws {
    let parsed = Parsed("1. ```=a\n   b\n\n     c\n   ```\n")
    let form = try #require(parsed.document.forms.first)
    #expect(form.content == "b\n\n  c\n")
    let bytes = parsed.source.bytes
    for (offset, byte) in form.content.utf8.enumerated() where byte != 10 {
      #expect(bytes[form.map.source(offset)] == byte, "byte \(offset)")
    }
  }

  @Test func leadsThroughTabsThatAreUsedInPart() throws {
    let parsed = Parsed("- ```=a\n\tb\n  ```\n")
    let form = try #require(parsed.document.forms.first)
    #expect(form.content == "  b\n")
    #expect(parsed.source.bytes[form.map.source(2)] == UInt8(ascii: "b"))
  }

  @Test func endsRangesAtTheirLastByte() throws {
    let parsed = Parsed("> ```=a\n> bc\n> d\n> ```\n")
    let form = try #require(parsed.document.forms.first)
    #expect(parsed.text(parsed.source.span(form.map.source(0..<2))) == "bc")
    #expect(parsed.text(parsed.source.span(form.map.source(3..<4))) == "d")
  }

  @Test func startsWhereItIsTold() {
    let map = ContentMap(startingAt: 10)
    #expect(map.source(5) == 15)
    #expect(map.source(2..<4) == 12..<14)
  }
}
