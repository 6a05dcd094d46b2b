import FlyingSocks
import Foundation
import Testing

@testable import Preview

/// What a server bears of clients, over real sockets.
@Suite struct ConnectionTests {
  /// Has a server with these limits answer each path with itself.
  func serving(
    _ limits: ConnectionLimits = RunningServer.patient,
    _ body: @escaping @Sendable (_ port: UInt16) async throws -> Void
  ) async throws {
    let server = PreviewServer(
      address: try PreviewAddress(PreviewAddress.loopback), limits: limits
    ) { head in
      .response(PreviewResponse(status: 200, body: .text(head.path)))
    }
    try await RunningServer.serving(server, .exactly(0), body)
  }

  func send(_ text: String, _ socket: AsyncSocket) async throws {
    try await socket.write(Data(text.utf8))
  }

  @Test func turnsAwayWhatIsTooMany() async throws {
    var limits = RunningServer.patient
    limits.connections = 2
    try await serving(limits) { port in
      let kept = [
        try await HTTPExchange.connection(to: port), try await HTTPExchange.connection(to: port),
      ]
      for socket in kept {
        try await send("GET /kept HTTP/1.1\r\n\r\n", socket)
        #expect(try await HTTPExchange.read(socket, until: "/kept").hasPrefix("HTTP/1.1 200 OK"))
      }
      let refused = try await HTTPExchange.send("GET /more", to: port)
      #expect(refused.status == "HTTP/1.1 503 Service Unavailable")
      #expect(refused.fields["Retry-After"] == "1")
      // Those who are in stay in, and whoever leaves makes room.
      try await send("GET /again HTTP/1.1\r\n\r\n", kept[0])
      #expect(try await HTTPExchange.read(kept[0], until: "/again").contains("200 OK"))
      try kept[1].close()
      var status = ""
      for _ in 0..<200 where status != "HTTP/1.1 200 OK" {
        try await Task.sleep(for: .milliseconds(10))
        status = try await HTTPExchange.send("GET /now", to: port).status
      }
      #expect(status == "HTTP/1.1 200 OK")
      try kept[0].close()
    }
  }

  @Test func endsIdleAndSlowConnections() async throws {
    var limits = RunningServer.patient
    limits.idleTime = .milliseconds(100)
    limits.headTime = .milliseconds(200)
    try await serving(limits) { port in
      for text in ["", "GET / HT", "GET /x HTTP/1.1\r\nHost: x\r\n"] {
        let socket = try await HTTPExchange.connection(to: port)
        try await send(text, socket)
        #expect(try await HTTPExchange.rest(of: socket) == "", "answered '\(text)'")
        try socket.close()
      }
    }
  }

  @Test func refusesLongHeads() async throws {
    var limits = RunningServer.patient
    limits.headByteCount = 1000
    try await serving(limits) { port in
      let field = String(repeating: "x", count: 900)
      #expect(try await HTTPExchange.send("GET /a", ["A": field], to: port).body == "/a")
      for fields in [["A": field, "B": field], ["A": String(repeating: "y", count: 100_000)]] {
        let reply = try await HTTPExchange.send("GET /a", fields, to: port)
        #expect(reply.status == "HTTP/1.1 431 Request Header Fields Too Large")
      }
    }
  }

  @Test(arguments: [
    ("nonsense\r\n\r\n", "400"), ("GET / HTTP/3\r\n\r\n", "505"), ("\u{16}\u{3}\n\n", "400"),
  ])
  func answersWhatIsNoRequest(_ text: String, _ status: String) async throws {
    try await serving { port in
      let socket = try await HTTPExchange.connection(to: port)
      try await send(text, socket)
      let reply = try await HTTPExchange.rest(of: socket)
      #expect(reply.hasPrefix("HTTP/1.1 \(status) "), "\(reply)")
      #expect(reply.contains("Connection: close\r\n"))
      try socket.close()
    }
  }

  @Test func answersManyRequestsOnOneConnection() async throws {
    try await serving { port in
      let socket = try await HTTPExchange.connection(to: port)
      // The second and third come before the first is answered.
      try await send(
        "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.0\r\n\r\nGET /4 HTTP/1.1\r\n\r\n",
        socket)
      let replies = try await HTTPExchange.rest(of: socket)
      #expect(replies.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
      #expect(replies.hasSuffix("/3"))
      try socket.close()
    }
  }

  @Test func doesNotTakeABodyForARequest() async throws {
    try await serving { port in
      let socket = try await HTTPExchange.connection(to: port)
      let body = "GET /secret HTTP/1.1\r\n\r\n"
      try await send(
        "GET /1 HTTP/1.1\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)", socket)
      let replies = try await HTTPExchange.rest(of: socket)
      #expect(replies.hasSuffix("/1"))
      try socket.close()
    }
  }

  @Test func sendsEventsAndSignsOfLife() async throws {
    let (signals, source) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let events = EventStream(signals: signals, wake: { source.yield() }, news: { [] })
    var limits = RunningServer.patient
    limits.heartbeat = .milliseconds(30)
    let server = PreviewServer(
      address: try PreviewAddress(PreviewAddress.loopback), limits: limits
    ) { _ in .events(events) }
    try await RunningServer.serving(server) { port in
      let socket = try await HTTPExchange.connection(to: port)
      try await send("GET /events HTTP/1.1\r\n\r\n", socket)
      let text = try await HTTPExchange.read(socket, until: ":\n\n:\n\n")
      #expect(text.contains("Content-Type: text/event-stream\r\n"))
      #expect(!text.contains("Content-Length"))
      source.finish()
      #expect(try await HTTPExchange.rest(of: socket).allSatisfy { ":\n".contains($0) })
      try socket.close()
    }
  }
}
