/// What one request for an address gave.
enum LinkReply: Equatable, Sendable {
  /// A status of HTTP, and where to look instead, if it says so.
  case status(Int, location: String?)
  /// No answer, in the words of whoever asked.
  case silence(String)
}

/// Asks for one address, as gently as it can.
struct LinkProbe: Sendable {
  /// How to ask.
  enum Method: Sendable {
    case head
    case get
  }

  /// Sends one request and follows nothing.
  var request: @Sendable (_ address: String, _ method: Method) async -> LinkReply

  /// The redirects that are followed.
  static let mostRedirects = 10

  /// Asks for an address, following redirects.
  func ask(_ address: String) async -> LinkAnswer {
    var place = address
    var isPermanent = true
    for _ in 0...Self.mostRedirects {
      switch await reply(place) {
      case .silence(let words): return .unreachable(words)
      case .status(let status, let location):
        if let location, (300..<400).contains(status) {
          isPermanent = isPermanent && (status == 301 || status == 308)
          place = location
          continue
        }
        return Self.answer(
          status, movedTo: place != address && isPermanent ? place : nil)
      }
    }
    return .failed("more than \(Self.mostRedirects) redirects")
  }

  /// Some servers answer no HEAD, or something else than they answer readers.
  private func reply(_ address: String) async -> LinkReply {
    let reply = await request(address, .head)
    guard case .status(let status, _) = reply, status >= 400, status != 410, status != 429 else {
      return reply
    }
    return await request(address, .get)
  }

  private static func answer(_ status: Int, movedTo: String?) -> LinkAnswer {
    switch status {
    case 200..<300: .found(movedTo: movedTo)
    case 404, 410: .gone(status: status)
    case 400..<500: .refused(status: status)
    default: .failed("status \(status)")
    }
  }
}
