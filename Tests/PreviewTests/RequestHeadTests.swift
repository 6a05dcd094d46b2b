import Testing

@testable import Preview

@Suite struct RequestHeadTests {
  @Test func readsLineAndFields() throws {
    let head = try RequestHead(
      Array("GET /gpu/?a=b?c HTTP/1.1\r\nHost: x:80\r\nIF-RANGE:  \"v\" \t\r\nEmpty:\r\n".utf8))
    #expect(head.method == "GET")
    #expect(head.path == "/gpu/")
    #expect(head.query == "a=b?c")
    #expect(head.keepsAlive)
    #expect(!head.hasBody)
    #expect(head.fields == ["host": "x:80", "if-range": "\"v\"", "empty": ""])
  }

  @Test(arguments: [
    "", "GET", "GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 x", " / HTTP/1.1", "GET x HTTP/1.1",
    "GET / SMTP", "GET / HTTP/1.1\r\nno colon", "GET / HTTP/1.1\r\n: x",
    "GET / HTTP/1.1\r\nA : x", "\u{16}\u{3}\u{1}\u{2}",
  ])
  func refusesWhatIsNoRequest(_ text: String) {
    #expect(throws: RequestHead.Fault.malformed) { try RequestHead(Array(text.utf8)) }
  }

  @Test(arguments: ["HTTP/2.0", "HTTP/0.9", "HTTP/1.2"])
  func refusesOtherVersions(_ version: String) {
    #expect(throws: RequestHead.Fault.unknownVersion) {
      try RequestHead(Array("GET / \(version)".utf8))
    }
  }

  @Test(arguments: [
    ("HTTP/1.1", true), ("HTTP/1.1\r\nConnection: close", false),
    ("HTTP/1.1\r\nConnection: Close, x", false), ("HTTP/1.0", false),
  ])
  func knowsWhetherTheConnectionIsKept(_ rest: String, _ isKept: Bool) throws {
    #expect(try RequestHead(Array("GET / \(rest)".utf8)).keepsAlive == isKept)
  }

  @Test(arguments: [
    ("Content-Length: 0", false), ("Content-Length: 5", true), ("Transfer-Encoding: chunked", true),
  ])
  func knowsWhatFollows(_ field: String, _ hasBody: Bool) throws {
    #expect(try RequestHead(Array("GET / HTTP/1.1\r\n\(field)".utf8)).hasBody == hasBody)
  }

  @Test(
    arguments: [
      ("GET / HTTP/1.1\r\n\r\nrest", 16, 18), ("GET / HTTP/1.1\n\nrest", 15, 16),
      ("\r\n\r\nGET / HTTP/1.1\r\n\r\n", 20, 22), ("GET / HTTP/1.1\r\nA: b\r\n", nil, nil),
      ("\r\n\r\n", nil, nil), ("", nil, nil),
    ] as [(String, Int?, Int?)])
  func findsTheEnd(_ text: String, _ head: Int?, _ rest: Int?) {
    let end = RequestHead.end(in: Array(text.utf8))
    #expect(end?.head == head)
    #expect(end?.rest == rest)
  }

  @Test(arguments: [
    ("127.0.0.1:8080", true), ("127.0.0.1", true), ("localhost:81", true), ("[::1]:8080", true),
    ("preview.localhost", true), ("192.168.1.2:80", true), ("LOCALHOST", true),
    ("evil.example", false), ("127.0.0.1.evil.example", false), ("", false),
    ("localhost.evil.example:80", false), ("1.2.3", false), ("1.2.3.400", false),
  ])
  func knowsNamesOfThisMachine(_ host: String, _ isLocal: Bool) {
    #expect(HostField.isLocal(host) == isLocal)
  }
}
