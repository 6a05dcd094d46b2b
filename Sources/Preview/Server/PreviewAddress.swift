import FlyingSocks
import Foundation

/// A network address of this machine, in numbers.
package struct PreviewAddress: Hashable, Sendable {
  /// This machine only.
  package static let loopback = "127.0.0.1"

  /// The address as given.
  package let text: String
  private let isVersion6: Bool

  /// Reads an IPv4 or IPv6 address; names such as `localhost` are not looked up.
  package init(_ text: String) throws(PreviewError) {
    self.text = text
    isVersion6 = text.contains(":")
    do {
      _ = try Self.socketAddress(text, isVersion6: isVersion6, port: 0)
    } catch {
      throw .unusableAddress(text)
    }
  }

  /// Whether only this machine can reach the address.
  package var isLoopback: Bool { text.hasPrefix("127.") || text == "::1" }

  /// Returns the address as browsers want it.
  package func url(port: UInt16) -> String {
    isVersion6 ? "http://[\(text)]:\(port)/" : "http://\(text):\(port)/"
  }

  /// Opens a socket that listens on a port of this address.
  func listeningSocket(port: UInt16) throws -> Socket {
    let address = try Self.socketAddress(text, isVersion6: isVersion6, port: port)
    let socket = try Socket(domain: Int32(isVersion6 ? AF_INET6 : AF_INET))
    do {
      try socket.setValue(true, for: .localAddressReuse)
      try Self.bind(socket, to: address)
      try socket.listen()
      return socket
    } catch {
      try? socket.close()
      throw error
    }
  }

  private static func bind(_ socket: Socket, to address: some SocketAddress) throws {
    try socket.bind(to: address)
  }

  private static func socketAddress(
    _ text: String, isVersion6: Bool, port: UInt16
  ) throws -> any SocketAddress {
    isVersion6
      ? try sockaddr_in6.inet6(ip6: text, port: port) : try sockaddr_in.inet(ip4: text, port: port)
  }
}
