/// What came of asking for an address.
enum LinkAnswer: Codable, Equatable, Sendable {
  /// It is there; `movedTo` is where every redirect on the way said it now is for good.
  case found(movedTo: String?)
  /// The server says that there is nothing.
  case gone(status: Int)
  /// The server does not tell a program: it wants a name, a browser or more patience.
  case refused(status: Int)
  /// The server failed, or sent from place to place.
  case failed(String)
  /// No server answered.
  case unreachable(String)

  /// Why no server answered, where none did.
  var silence: String? { if case .unreachable(let words) = self { words } else { nil } }

  /// Whether the answer may be believed for a while.
  var lasts: Bool {
    switch self {
    case .found, .refused: true
    case .gone, .failed, .unreachable: false
    }
  }
}
