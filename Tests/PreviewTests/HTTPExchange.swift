import FlyingSocks
import Foundation

/// Sends a request byte for byte over a real socket and reads what comes back until the end.
enum HTTPExchange {
  struct Reply: Sendable {
    var status: String
    var fields: [String: String]
    var body: String
  }

  static func send(
    _ requestLine: String, _ fields: [String: String] = [:], to port: UInt16
  ) async throws -> Reply {
    let socket = try await connection(to: port)
    var text = requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    try await socket.write(Data((text + "\r\n").utf8))
    let bytes = try await rest(of: socket)
    try socket.close()
    return parse(bytes)
  }

  /// Opens a connection to a server on this machine.
  static func connection(to port: UInt16) async throws -> AsyncSocket {
    try await AsyncSocket.connected(
      to: sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 60)
  }

  /// Reads until the other side has nothing more to say.
  static func rest(of socket: AsyncSocket) async throws -> String {
    var bytes: [UInt8] = []
    do {
      while true { bytes += try await socket.read(atMost: 65_536) }
    } catch SocketError.disconnected {
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Reads until a text has come, or the other side has nothing more to say.
  static func read(_ socket: AsyncSocket, until end: String) async throws -> String {
    var text = ""
    do {
      while !text.contains(end) {
        text += String(decoding: try await socket.read(atMost: 65_536), as: UTF8.self)
      }
    } catch SocketError.disconnected {
      // The text tells what is missing.
    }
    return text
  }

  private static func parse(_ text: String) -> Reply {
    let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = (parts.first ?? "").split(separator: "\r\n")
    var fields: [String: String] = [:]
    for line in lines.dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      if pair.count == 2 { fields[String(pair[0])] = String(pair[1].drop { $0 == " " }) }
    }
    return Reply(
      status: lines.first.map(String.init) ?? "", fields: fields,
      body: parts.count > 1 ? String(parts[1]) : "")
  }
}
