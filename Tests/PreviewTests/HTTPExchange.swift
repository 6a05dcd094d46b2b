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
    let socket = try await AsyncSocket.connected(
      to: sockaddr_in.inet(ip4: "127.0.0.1", port: port), timeout: 60)
    var text = requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    try await socket.write(Data((text + "\r\n").utf8))
    var bytes: [UInt8] = []
    do {
      while true { bytes += try await socket.read(atMost: 65_536) }
    } catch SocketError.disconnected {
      try socket.close()
    }
    return parse(String(decoding: bytes, as: UTF8.self))
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
