/// Which port to listen on.
package enum PortChoice: Hashable, Sendable {
  /// This one or none; 0 lets the system choose.
  case exactly(UInt16)
  /// This one, or the next free one after it.
  case startingAt(UInt16)

  /// The port that is tried first when nobody asked for one.
  package static let standard = PortChoice.startingAt(8080)

  /// How many ports are tried before giving up.
  private static let attempts: UInt16 = 50

  /// The ports to try, in order.
  package var candidates: ClosedRange<UInt16> {
    switch self {
    case .exactly(let port): port...port
    case .startingAt(let port): port...(port + min(Self.attempts - 1, .max - port))
    }
  }
}
