import Testing

@testable import Preview

@Suite struct PageScriptTests {
  static let tag = "<script src=\"/.rigbook/preview.js?at=s-1\" defer></script>"

  @Test(arguments: [
    ("<head><title>x</title></head><p>y", "<head><title>x</title>\(tag)</head><p>y"),
    ("<HEAD></Head ><p>", "<HEAD></Head ><p>\(tag)"), ("<HEAD></HEAD>", "<HEAD>\(tag)</HEAD>"),
    ("<p>home", "<p>home\(tag)"), ("", tag), ("<", "<\(tag)"), ("</hea", "</hea\(tag)"),
  ])
  func goesToTheEndOfTheHead(_ page: String, _ expected: String) {
    let script = PageScript { "s-1" }
    #expect(
      String(decoding: script.added(to: Array(page.utf8), mark: "s-1"), as: UTF8.self) == expected)
  }

  @Test func tellsThatAReviewIsWanted() {
    let script = PageScript(startsReview: true) { "s-1" }
    let page = String(decoding: script.added(to: [], mark: "s-1"), as: UTF8.self)
    #expect(page.contains("preview.js?at=s-1&amp;review\""))
  }

  @Test func makesANewPageOfEachVersion() throws {
    let folder = ServedFolder(
      kind: { $0.isEmpty ? .folder : $0 == "index.html" ? .file : nil },
      file: { .init(location: "/" + $0, byteCount: 4, version: "v") },
      bytes: { _ in Array("home".utf8) })
    let old = Responder(folder, script: PageScript { "s-1" })
    let new = Responder(folder, script: PageScript { "s-2" })
    let first = old.response(to: PreviewRequest(method: "GET", path: "/"))
    #expect(first.body == .bytes(Array("home\(Self.tag)".utf8)))
    let tag = try #require(first.fields["ETag"])
    let request = PreviewRequest(method: "GET", path: "/", ifNoneMatch: tag)
    #expect(old.response(to: request).status == 304)
    #expect(new.response(to: request).status == 200)
    // A page is sent as a whole, so no part of it is promised.
    #expect(first.fields["Accept-Ranges"] == nil)
    let head = old.response(to: PreviewRequest(method: "HEAD", path: "/"))
    #expect(head.body == .none(byteCount: 4 + Self.tag.utf8.count))
  }
}
