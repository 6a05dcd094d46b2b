import FlyingSocks
import Foundation

/// One client: reads its requests and sends the answers, one after the other.
struct Connection: Sendable {
  let socket: AsyncSocket
  let limits: ConnectionLimits
  let reply: @Sendable (RequestHead) -> Reply

  /// The largest piece of a file that is in memory while it is sent, in bytes.
  private static let pieceByteCount = 65_536

  /// Answers until the client or the server has had enough.
  func serve() async {
    do {
      var pending: [UInt8] = []
      while let head = try await nextHead(&pending) {
        guard try await answer(head) else { break }
      }
    } catch let fault as RequestHead.Fault {
      await refuse(fault)
    } catch {
      // The client left, was too slow, or the server ends: there is nobody to tell.
    }
    await close()
  }

  /// Says that there is no room for this client.
  func turnAway() async {
    let response = PreviewResponse(
      status: 503, fields: ["Retry-After": "1", "Content-Type": MediaType.of("message.txt")],
      body: .text("503 too many connections\n"))
    try? await send(response, keepsAlive: false)
    await close()
  }

  private func nextHead(_ pending: inout [UInt8]) async throws -> RequestHead? {
    if pending.isEmpty {
      do {
        pending = try await Deadline.within(limits.idleTime) { try await socket.read(atMost: 4096) }
      } catch SocketError.disconnected {
        return nil
      }
    }
    let begun = pending
    let (bytes, head) = try await Deadline.within(limits.headTime) {
      var bytes = begun
      while true {
        if let end = RequestHead.end(in: bytes) { return (bytes, end) }
        guard bytes.count <= limits.headByteCount else { throw RequestHead.Fault.tooLong }
        bytes += try await socket.read(atMost: 4096)
      }
    }
    guard head.head <= limits.headByteCount else { throw RequestHead.Fault.tooLong }
    pending = Array(bytes[head.rest...])
    return try RequestHead(bytes[..<head.head])
  }

  /// Sends the answer; returns whether another request may follow.
  private func answer(_ head: RequestHead) async throws -> Bool {
    // What follows a head is read for no method, so the next request could not be found.
    let keepsAlive = head.keepsAlive && !head.hasBody
    switch reply(head) {
    case .response(let response):
      try await send(response, keepsAlive: keepsAlive)
      return keepsAlive
    case .events(let events):
      try await send(events)
      return false
    }
  }

  private func refuse(_ fault: RequestHead.Fault) async {
    let (status, text) =
      switch fault {
      case .malformed: (400, "bad request")
      case .tooLong: (431, "request header fields too large")
      case .unknownVersion: (505, "HTTP version not supported")
      }
    let response = PreviewResponse(
      status: status, fields: ["Content-Type": MediaType.of("message.txt")],
      body: .text("\(status) \(text)\n"))
    try? await send(response, keepsAlive: false)
  }

  private func send(_ response: PreviewResponse, keepsAlive: Bool) async throws {
    func head(_ byteCount: Int) -> [UInt8] {
      ResponseHead.bytes(
        response.status, response.fields, byteCount: byteCount, keepsAlive: keepsAlive)
    }
    switch response.body {
    case .none(let byteCount): try await write(head(byteCount))
    case .text(let text): try await write(head(text.utf8.count) + text.utf8)
    case .bytes(let bytes): try await write(head(bytes.count) + bytes)
    case .file(let location, let range):
      guard let file = FileHandle(forReadingAtPath: location) else {
        return try await sendRetry(keepsAlive)
      }
      defer { try? file.close() }
      // The file shrank or went away since it was looked at: a build has replaced it.
      guard let size = try? file.seekToEnd(), size >= UInt64(range.upperBound) else {
        return try await sendRetry(keepsAlive)
      }
      try file.seek(toOffset: UInt64(range.lowerBound))
      var pending = head(range.count)
      var left = range.count
      while left > 0 {
        guard let piece = try file.read(upToCount: min(left, Self.pieceByteCount)), !piece.isEmpty
        else { throw SocketError.disconnected }
        left -= piece.count
        try await write(pending + piece)
        pending = []
      }
      if !pending.isEmpty { try await write(pending) }
    }
  }

  private func sendRetry(_ keepsAlive: Bool) async throws {
    let response = PreviewResponse(status: 503, fields: ["Retry-After": "1"], body: .text(""))
    try await send(response, keepsAlive: keepsAlive)
  }

  private func send(_ events: EventStream) async throws {
    let fields = ["Content-Type": "text/event-stream", "Cache-Control": "no-store"]
    try await write(ResponseHead.bytes(200, fields, byteCount: nil, keepsAlive: false))
    try await withThrowingTaskGroup(of: Void.self) { group in
      // A client sends nothing more; that it leaves is noticed by reading.
      group.addTask { while try await !socket.read(atMost: 1024).isEmpty {} }
      group.addTask {
        while true {
          try await Task.sleep(for: limits.heartbeat)
          events.wake()
        }
      }
      group.addTask {
        for await _ in events.signals {
          let news = events.news()
          // A comment does nothing but show that both sides are there.
          try await write(news.isEmpty ? Array(":\n\n".utf8) : news)
        }
        throw CancellationError()
      }
      defer { group.cancelAll() }
      try await group.next()
    }
  }

  private func write(_ bytes: [UInt8]) async throws {
    try await Deadline.within(limits.writeTime) { try await socket.write(Data(bytes)) }
  }

  /// Closes the connection so that what was sent last still arrives: after the end of our side what
  /// the client sends is read for a moment, since the system drops the answer otherwise.
  private func close() async {
    if shutdown(socket.socket.file.rawValue, Int32(SHUT_WR)) == 0, !Task.isCancelled {
      try? await Deadline.within(.seconds(1)) {
        while try await !socket.read(atMost: 4096).isEmpty {}
      }
    }
    try? socket.close()
  }
}
