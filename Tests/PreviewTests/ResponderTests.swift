import Testing

@testable import Preview

@Suite struct ResponderTests {
  /// A folder in memory: sizes by path. A path that ends in a slash is a folder.
  static let folder = memoryFolder([
    "": nil, "index.html": 100, "404.html": 40, "gpu": nil, "gpu/index.html": 200,
    "empty": nil, "assets": nil, "assets/site.css": 1000, "zero.txt": 0,
  ])

  static func memoryFolder(_ sizes: [String: Int?]) -> ServedFolder {
    ServedFolder(
      kind: { path in sizes[path].map { $0 == nil ? .folder : .file } },
      file: { path in
        (sizes[path] ?? nil).map {
          ServedFolder.File(location: "/site/" + path, byteCount: $0, version: "v1")
        }
      })
  }

  func respond(_ request: PreviewRequest) -> PreviewResponse {
    Responder(Self.folder).response(to: request)
  }

  @Test(arguments: [
    ("/", "index.html", 100, "text/html; charset=utf-8"),
    ("/index.html", "index.html", 100, "text/html; charset=utf-8"),
    ("/gpu/", "gpu/index.html", 200, "text/html; charset=utf-8"),
    ("/assets/site.css", "assets/site.css", 1000, "text/css; charset=utf-8"),
  ])
  func servesFile(_ path: String, _ file: String, _ size: Int, _ type: String) {
    let response = respond(PreviewRequest(method: "GET", path: path))
    #expect(response.status == 200)
    #expect(response.body == .file(location: "/site/" + file, 0..<size))
    #expect(response.fields["Content-Type"] == type)
    #expect(response.fields["ETag"] == "\"v1\"")
    #expect(response.fields["Cache-Control"] == "no-cache")
  }

  @Test func redirectsFolderToItsSlash() {
    let response = respond(PreviewRequest(method: "GET", path: "/gpu", query: "a=b"))
    #expect(response.status == 301)
    #expect(response.fields["Location"] == "/gpu/?a=b")
  }

  @Test func keepsControlCharactersOutOfRedirect() {
    let response = respond(PreviewRequest(method: "GET", path: "/gpu", query: "a\rSet-Cookie:b"))
    #expect(response.fields["Location"] == "/gpu/")
  }

  @Test(arguments: ["/none", "/index.html/", "/empty/", "/empty", "/gpu/none", "/.git/config"])
  func answersMissingWithTheSitesPage(_ path: String) {
    let response = respond(PreviewRequest(method: "GET", path: path))
    #expect(response.status == 404)
    #expect(response.body == .file(location: "/site/404.html", 0..<40))
    #expect(response.fields["ETag"] == nil)
  }

  @Test func answersMissingInWordsWithoutSuchPage() {
    let responder = Responder(Self.memoryFolder(["": nil]))
    let response = responder.response(to: PreviewRequest(method: "GET", path: "/"))
    #expect(response.status == 404)
    #expect(response.body == .text("404 not found\n"))
  }

  @Test(arguments: [("/", 100), ("/none", 40), ("/%2e%2e/", 16)])
  func sendsNoBodyForHead(_ path: String, _ byteCount: Int) {
    let response = respond(PreviewRequest(method: "HEAD", path: path))
    #expect(response.body == .none(byteCount: byteCount))
  }

  @Test(arguments: ["POST", "PUT", "DELETE", "OPTIONS", "get"])
  func refusesOtherMethods(_ method: String) {
    let response = respond(PreviewRequest(method: method, path: "/"))
    #expect(response.status == 405)
    #expect(response.fields["Allow"] == "GET, HEAD")
  }

  @Test(arguments: ["\"v1\"", "W/\"v1\"", "*", "\"x\", \"v1\"", "\"x\",W/\"v1\" "])
  func answersNotModified(_ field: String) {
    let response = respond(PreviewRequest(method: "GET", path: "/", ifNoneMatch: field))
    #expect(response.status == 304)
    #expect(response.body == .none(byteCount: 100))
    #expect(response.fields["ETag"] == "\"v1\"")
  }

  @Test(arguments: ["\"v2\"", "v1", "", ",,", "\"v1"])
  func sendsWhatChanged(_ field: String) {
    let response = respond(PreviewRequest(method: "GET", path: "/", ifNoneMatch: field))
    #expect(response.status == 200)
  }

  @Test(arguments: [
    ("bytes=0-9", 0..<10), ("bytes=10-", 10..<1000), ("bytes=-1", 999..<1000),
    ("bytes=990-5000", 990..<1000), ("bytes=-5000", 0..<1000), ("Bytes = 5-5", 5..<6),
    ("bytes=0-99999999999999999999", 0..<1000),
  ])
  func servesRange(_ field: String, _ range: Range<Int>) {
    let response = respond(PreviewRequest(method: "GET", path: "/assets/site.css", range: field))
    #expect(response.status == 206)
    #expect(response.body == .file(location: "/site/assets/site.css", range))
    #expect(
      response.fields["Content-Range"]
        == "bytes \(range.lowerBound)-\(range.upperBound - 1)/1000")
  }

  @Test(arguments: ["bytes=1000-", "bytes=99999999999999999999-", "bytes=-0"])
  func refusesRangeBehindTheEnd(_ field: String) {
    let response = respond(PreviewRequest(method: "GET", path: "/assets/site.css", range: field))
    #expect(response.status == 416)
    #expect(response.fields["Content-Range"] == "bytes */1000")
  }

  @Test(arguments: ["bytes=9-3", "bytes=a-b", "bytes=-", "bytes=0-1,3-4", "lines=1-2", "", "="])
  func ignoresRangeItDoesNotUnderstand(_ field: String) {
    let response = respond(PreviewRequest(method: "GET", path: "/assets/site.css", range: field))
    #expect(response.status == 200)
  }

  @Test(arguments: [("\"v1\"", 206), ("\"v0\"", 200), ("W/\"v1\"", 200)])
  func honoursRangeOnlyForSameVersion(_ tag: String, _ status: Int) {
    let request = PreviewRequest(method: "GET", path: "/", ifRange: tag, range: "bytes=0-1")
    #expect(respond(request).status == status)
  }

  @Test(arguments: [
    ("a.html", "text/html; charset=utf-8"), ("a.JSON", "application/json"),
    ("catalog.sqlite", "application/vnd.sqlite3"), ("engine.wasm", "application/wasm"),
    ("a.tar.gz", "application/gzip"), ("README", "application/octet-stream"),
    ("a.", "application/octet-stream"), ("icon.svg", "image/svg+xml"),
    ("a.js", "text/javascript; charset=utf-8"),
  ])
  func namesMediaType(_ name: String, _ type: String) {
    #expect(MediaType.of(name) == type)
  }
}
