import Testing

@testable import Markup

/// Where the text of a link ends.
@Suite struct LinkTextTests {
  @Test(arguments: [
    ("[a](b)", "[a]"), ("![a](b)", "![a]"), ("[a [b] c][d]", "[a [b] c]"),
    ("[a `]` c](d)", "[a `]` c]"), (#"[a \] c](d)"#, #"[a \] c]"#),
    ("[``a`]`` b](c)", "[``a`]`` b]"),
  ])
  func findsTheTextOfALink(link: String, text: String) throws {
    let bytes = Array(link.utf8)
    let end = try #require(LinkText.end(in: bytes, 0..<bytes.count))
    #expect(String(decoding: bytes[..<end], as: UTF8.self) == text)
  }

  @Test(arguments: ["<https://example.com>", "[a", "", "!a"])
  func findsNoTextWhereThereIsNone(link: String) {
    let bytes = Array(link.utf8)
    #expect(LinkText.end(in: bytes, 0..<bytes.count) == nil)
  }
}
