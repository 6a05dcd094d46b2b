import FlyingSocks
import Foundation

/// Answers HTTP requests until its task is cancelled.
package struct PreviewServer: Sendable {
  private let address: PreviewAddress
  private let limits: ConnectionLimits
  private let reply: @Sendable (RequestHead) -> Reply

  /// Makes a server whose answers are those of `reply`.
  package init(
    address: PreviewAddress, limits: ConnectionLimits = ConnectionLimits(),
    reply: @escaping @Sendable (RequestHead) -> Reply
  ) {
    self.address = address
    self.limits = limits
    self.reply = reply
  }

  /// Makes a server of a folder as it is.
  package init(
    _ folder: ServedFolder, address: PreviewAddress, limits: ConnectionLimits = ConnectionLimits()
  ) {
    let responder = Responder(folder)
    self.init(address: address, limits: limits) { head in
      .response(responder.response(to: PreviewRequest(head)))
    }
  }

  /// Listens on the first free port of `ports` and answers requests.
  ///
  /// - Parameters:
  ///   - ports: The ports to try, in order.
  ///   - onListening: Called once, with the port, when requests are answered.
  /// - Throws: `PreviewError` when no port could be opened or the system ends the service,
  ///   `CancellationError` when the task is cancelled.
  package func run(
    _ ports: PortChoice, onListening: @escaping @Sendable (_ port: UInt16) async -> Void
  ) async throws {
    let listener: Listener
    do {
      listener = try listen(ports)
    } catch {
      throw fault(error)
    }
    defer { try? listener.socket.close() }
    do {
      try await serve(listener, onListening: onListening)
    } catch {
      try Task.checkCancellation()
      throw fault(error)
    }
  }

  private struct Listener {
    var socket: Socket
    var port: UInt16
  }

  private func listen(_ ports: PortChoice) throws -> Listener {
    for port in ports.candidates {
      do {
        let socket = try address.listeningSocket(port: port)
        return Listener(socket: socket, port: Self.port(of: socket) ?? port)
      } catch SocketError.failed(_, EADDRINUSE, _) {
        continue
      }
    }
    throw PreviewError.portInUse(ports.candidates)
  }

  private func fault(_ error: any Error) -> PreviewError {
    switch error {
    case let error as PreviewError: error
    case SocketError.failed(_, EADDRNOTAVAIL, _): .unusableAddress(address.text)
    case SocketError.failed(_, _, let message): .refused(message)
    default: .refused(error.localizedDescription)
    }
  }

  private func serve(
    _ listener: Listener, onListening: @escaping @Sendable (_ port: UInt16) async -> Void
  ) async throws {
    let pool = Self.pool()
    try await pool.prepare()
    let socket = try AsyncSocket(socket: listener.socket, pool: pool)
    try await withThrowingDiscardingTaskGroup { group in
      group.addTask { try await pool.run() }
      group.addTask { await onListening(listener.port) }
      let served = ConnectionCount(most: limits.connections)
      let refused = ConnectionCount(most: limits.connections)
      while true {
        let client = try await accept(from: socket)
        let connection = Connection(socket: client, limits: limits, reply: reply)
        if served.enter() {
          group.addTask {
            await connection.serve()
            served.leave()
          }
        } else if refused.enter() {
          group.addTask {
            await connection.turnAway()
            refused.leave()
          }
        } else {
          try? client.close()
        }
      }
    }
  }

  /// How often in a row the system may fail to hand over a client before that counts as a fault.
  private static let mostFailures = 100

  private func accept(from socket: AsyncSocket) async throws -> AsyncSocket {
    var failures = 0
    while true {
      do {
        let client = try await socket.accept()
        // An event is small and should not wait for the next one.
        try? client.socket.setValue(
          true, for: BoolSocketOption(level: Int32(IPPROTO_TCP), name: TCP_NODELAY))
        return client
      } catch SocketError.failed(_, let code, let message) {
        // The client has left already, or there are no file descriptors for the moment.
        failures += 1
        guard failures < Self.mostFailures, code != EBADF else {
          throw PreviewError.refused(message)
        }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }

  private static func pool() -> some AsyncSocketPool {
    #if canImport(Darwin)
      .kQueue()
    #elseif os(Linux)
      .ePoll()
    #else
      .poll()
    #endif
  }

  private static func port(of socket: Socket) -> UInt16? {
    switch try? socket.sockname() {
    case .ip4(_, let port), .ip6(_, let port): port
    default: nil
    }
  }
}

extension PreviewRequest {
  init(_ head: RequestHead) {
    self.init(
      method: head.method, path: head.path, query: head.query,
      ifNoneMatch: head.fields["if-none-match"], ifRange: head.fields["if-range"],
      range: head.fields["range"])
  }
}
