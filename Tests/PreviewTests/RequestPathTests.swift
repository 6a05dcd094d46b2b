import Testing

@testable import Preview

@Suite struct RequestPathTests {
  @Test(arguments: [
    ("/", [], true),
    ("/gpu/", ["gpu"], true),
    ("/gpu", ["gpu"], false),
    ("/a/b/c.html", ["a", "b", "c.html"], false),
    ("/gr%C3%B6%c3%9fe/", ["größe"], true),
    ("/a%20b+c.txt", ["a b+c.txt"], false),
    ("/a..b/...c%2e", nil, false),
  ])
  func decodesPath(_ path: String, _ components: [String]?, _ endsInSlash: Bool) throws {
    guard let components else {
      #expect(throws: RequestPath.Fault.hidden) { try RequestPath(percentEncoded: path) }
      return
    }
    let decoded = try RequestPath(percentEncoded: path)
    #expect(decoded.components == components)
    #expect(decoded.endsInSlash == endsInSlash)
  }

  @Test(arguments: [
    "", "gpu", "*", "http://example.org/", "/..", "/../etc/passwd", "/a/../b", "/a/./b",
    "/%2e%2e/etc/passwd", "/%2E%2e/", "/.%2e/", "/a%2fb", "/..%2f..%2fetc", "/a%5cb", "/a\\b",
    "/a%00.html", "/a%0d%0ab", "/%", "/%4", "/%zz", "/a%", "/%ff", "/%c0%ae%c0%ae/", "/a\u{7F}",
  ])
  func refusesMalformedPath(_ path: String) {
    #expect(throws: RequestPath.Fault.malformed) { try RequestPath(percentEncoded: path) }
  }

  @Test(arguments: ["/.git/config", "/a/.hidden", "/%2egit/", "//", "//example.org/", "/a//b"])
  func hidesDotfilesAndEmptyNames(_ path: String) {
    #expect(throws: RequestPath.Fault.hidden) { try RequestPath(percentEncoded: path) }
  }

  @Test func decodesOnlyOnce() throws {
    #expect(try RequestPath(percentEncoded: "/a%252e").components == ["a%2e"])
  }

  @Test func refusesPathAboveLimit() {
    let path = "/" + String(repeating: "a", count: RequestPath.maximumByteCount)
    #expect(throws: RequestPath.Fault.tooLong) { try RequestPath(percentEncoded: path) }
  }
}
