import Foundation
import Release
import TestSupport
import Testing

@testable import Preview

@Suite struct LiveResponderTests {
  static let list =
    #"{"files":[{"path":"index.html","digest":"1"},{"path":"a/index.html","digest":"1"},"#
    + #"{"path":"a/index.json","digest":"1"},{"path":"404.html","digest":"1"}]}"#

  let folder: TemporaryFolder
  let live: LivePreview
  let responder: LiveResponder

  init() throws {
    folder = try TemporaryFolder([
      "Output/index.html": "<p>old", "Output/a/index.html": "<p>a", "Output/404.html": "<p>none",
      "Output/assets/site.css": "p {}", "Output/release.json": Self.list,
    ])
    let output = folder.path + "/Output"
    live = LivePreview(.onDisk(output))
    let baseline = try Baseline(of: output, in: folder.path)
    responder = LiveResponder(live, output: output, baseline: { baseline })
  }

  func get(
    _ path: String, method: String = "GET", host: String = "localhost:8080"
  ) throws -> (status: Int, text: String) {
    var head = try RequestHead(Array("\(method) \(path) HTTP/1.1".utf8))
    head.fields["host"] = host
    guard case .response(let response) = responder.reply(to: head) else { return (0, "events") }
    switch response.body {
    case .bytes(let bytes): return (response.status, String(decoding: bytes, as: UTF8.self))
    case .file(let location, _):
      return (response.status, try String(contentsOfFile: location, encoding: .utf8))
    case .text(let text): return (response.status, text)
    case .none(let count): return (response.status, "\(count) bytes")
    }
  }

  @Test func servesPagesWithTheScriptAndTheScript() throws {
    #expect(
      try get("/").text
        == "<p>old<script src=\"/.rigbook/preview.js?at=\(live.mark)\" defer></script>")
    let none = try get("/none/")
    #expect(none.status == 404)
    #expect(none.text.hasPrefix("<p>none<script"))
    let script = try get("/.rigbook/preview.js?at=x")
    #expect(script.status == 200)
    #expect(script.text.hasPrefix("(() => {\n\"use strict\";\n"))
    #expect(script.text.contains("EventSource"))
    #expect(try get("/assets/site.css").text == "p {}")
    #expect(try get("/.rigbook/events").text == "events")
  }

  @Test func keepsTheLastReleaseAsItWas() throws {
    try FileManager.default.removeItem(atPath: folder.path + "/Output")
    try folder.write("<p>new", to: "Output/index.html")
    #expect(try get("/.rigbook/last/").text == "<p>old")
    #expect(try get("/.rigbook/last/a/").text == "<p>a")
    #expect(try get("/.rigbook/last/none/").status == 404)
    #expect(try get("/.rigbook/last/../../Output/index.html").status == 400)
    #expect(try get("/").text.hasPrefix("<p>new<script"))
  }

  @Test func listsPagesThatDiffer() throws {
    #expect(try get("/.rigbook/changes").text == "[]\n")
    // A release is another file, never other bytes in the same one.
    try FileManager.default.removeItem(atPath: folder.path + "/Output/release.json")
    try folder.write(
      #"{"files":[{"path":"index.html","digest":"2"},{"path":"b/index.html","digest":"1"},"#
        + #"{"path":"a/index.json","digest":"2"},{"path":"404.html","digest":"1"}]}"#,
      to: "Output/release.json")
    #expect(
      try get("/.rigbook/changes").text
        == #"[{"page":"","kind":"changed"},{"page":"a/","kind":"removed"},{"page":"b/","kind":"new"}]"#
        + "\n")
  }

  @Test(arguments: ["evil.example", "", "127.0.0.1.evil.example:8080"])
  func answersNobodyUnderAnotherName(_ host: String) throws {
    #expect(try get("/", host: host).status == 403)
    #expect(try get("/.rigbook/events", host: host).status == 403)
  }

  @Test(arguments: ["/.rigbook/", "/.rigbook/record-1", "/.rigbook/%2e%2e/", "/.rigbook"])
  func servesNothingElseOfItsOwn(_ path: String) throws {
    #expect([400, 404].contains(try get(path).status))
  }

  @Test func tellsOfServedFilesThatChange() throws {
    #expect(try get("/assets/site.css").status == 200)
    let events = live.events(since: live.mark)
    #expect(String(decoding: events.news(), as: UTF8.self).contains(#""pages":[],"assets":[],"#))
    #expect(events.news() == [])
    var report = BuildReport()
    report.pageCount = 2
    report.rendered = ["a/"]
    report.wasReleased = true
    try folder.write("p { color: red }", to: "Output/assets/site.css")
    live.publish(report)
    let news = String(decoding: events.news(), as: UTF8.self)
    #expect(
      news.contains(#""faulty":false,"pages":["a/"],"assets":["assets/site.css"],"#), "\(news)")
    // Nothing is told twice, and what changes nothing is not told.
    report.rendered = []
    live.publish(report)
    #expect(events.news() == [])
    // Whoever comes from another run is told that all may have changed.
    let stranger = live.events(since: "other-1")
    #expect(String(decoding: stranger.news(), as: UTF8.self).contains(#""pages":"all","#))
  }
}
