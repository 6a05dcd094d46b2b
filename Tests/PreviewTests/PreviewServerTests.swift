import Foundation
import TestSupport
import Testing

@testable import Preview

/// Real sockets on a port that the system chooses.
@Suite struct PreviewServerTests {
  /// Serves `folder` while `body` runs.
  func serving(
    _ folder: TemporaryFolder, _ ports: PortChoice = .exactly(0),
    _ body: @escaping @Sendable (_ port: UInt16) async throws -> Void
  ) async throws {
    let server = PreviewServer(
      .onDisk(folder.path), address: try PreviewAddress(PreviewAddress.loopback),
      limits: RunningServer.patient)
    try await RunningServer.serving(server, ports, body)
  }

  func site() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write("<p>home", to: "index.html")
    try folder.write("<p>gpu", to: "gpu/index.html")
    try folder.write("<p>missing", to: "404.html")
    try folder.write(String(repeating: "0123456789", count: 30_000), to: "big.txt")
    try folder.write("", to: "empty.txt")
    try folder.write("secret", to: ".env")
    return folder
  }

  @Test func answersOverRealSockets() async throws {
    let folder = try site()
    try await serving(folder) { port in
      let home = try await HTTPExchange.send("GET /", to: port)
      #expect(home.status == "HTTP/1.1 200 OK")
      #expect(home.body == "<p>home")
      #expect(home.fields["Content-Type"] == "text/html; charset=utf-8")
      #expect(home.fields["Content-Length"] == "7")

      let head = try await HTTPExchange.send("HEAD /gpu/?x=1", to: port)
      #expect(head.status == "HTTP/1.1 200 OK")
      #expect(head.fields["Content-Length"] == "6")
      #expect(head.body == "")

      let folder = try await HTTPExchange.send("GET /gpu", to: port)
      #expect(folder.status == "HTTP/1.1 301 Moved Permanently")
      #expect(folder.fields["Location"] == "/gpu/")

      let missing = try await HTTPExchange.send("GET /none", to: port)
      #expect(missing.status == "HTTP/1.1 404 Not Found")
      #expect(missing.body == "<p>missing")

      let empty = try await HTTPExchange.send("GET /empty.txt", to: port)
      #expect(empty.status == "HTTP/1.1 200 OK")
      #expect(empty.fields["Content-Length"] == "0")
    }
  }

  @Test func answersNotModifiedAndRanges() async throws {
    let folder = try site()
    try await serving(folder) { port in
      let whole = try await HTTPExchange.send("GET /big.txt", to: port)
      #expect(whole.body.utf8.count == 300_000)
      let tag = try #require(whole.fields["ETag"])

      let same = try await HTTPExchange.send("GET /big.txt", ["If-None-Match": tag], to: port)
      #expect(same.status == "HTTP/1.1 304 Not Modified")
      #expect(same.body == "")

      let part = try await HTTPExchange.send(
        "GET /big.txt", ["Range": "bytes=299995-"], to: port)
      #expect(part.status == "HTTP/1.1 206 Partial Content")
      #expect(part.fields["Content-Range"] == "bytes 299995-299999/300000")
      #expect(part.body == "56789")
    }
  }

  @Test(arguments: [
    "/../secret", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc%2fpasswd", "/.env", "/%2eenv",
    "//etc/passwd", "/gpu/../.env", "/index.html%00.txt", "/gpu\\..\\.env",
  ])
  func keepsToTheFolder(_ path: String) async throws {
    let folder = try site()
    try await serving(folder) { port in
      let reply = try await HTTPExchange.send("GET \(path)", to: port)
      #expect(["400", "404"].contains(reply.status.split(separator: " ")[1]), "\(reply.status)")
      #expect(!reply.body.contains("secret"))
      #expect(!reply.body.contains("root:"))
    }
  }

  @Test func takesNextPortWhenOneIsInUse() async throws {
    let folder = try site()
    try await serving(folder) { taken in
      try await self.serving(folder, .startingAt(taken)) { port in
        #expect(port > taken)
        let reply = try await HTTPExchange.send("GET /gpu/", to: port)
        #expect(reply.body == "<p>gpu")
      }
    }
  }

  @Test func failsWhenTheOnlyPortIsInUse() async throws {
    let folder = try site()
    try await serving(folder) { taken in
      await #expect(throws: PreviewError.portInUse(taken...taken)) {
        try await self.serving(folder, .exactly(taken)) { _ in }
      }
    }
  }

  @Test(arguments: ["localhost", "300.1.1.1", "", "::g", "127.0.0.1:80"])
  func refusesAddressThatIsNone(_ text: String) {
    #expect(throws: PreviewError.unusableAddress(text)) { try PreviewAddress(text) }
  }

  @Test func writesAddressAsBrowsersWantIt() throws {
    #expect(try PreviewAddress("127.0.0.1").url(port: 8080) == "http://127.0.0.1:8080/")
    #expect(try PreviewAddress("::1").url(port: 81) == "http://[::1]:81/")
    #expect(try PreviewAddress("::1").isLoopback)
    #expect(try !PreviewAddress("0.0.0.0").isLoopback)
  }

  @Test func triesPortsUpToTheLast() {
    #expect(PortChoice.startingAt(8080).candidates == 8080...8129)
    #expect(PortChoice.startingAt(65_530).candidates == 65_530...65_535)
    #expect(PortChoice.exactly(0).candidates == 0...0)
  }
}
