import FlyingFox
import FlyingSocks
import Foundation

/// Serves a folder over HTTP until its task is cancelled.
package struct PreviewServer: Sendable {
  private let responder: Responder
  private let address: PreviewAddress

  /// How long a listening socket may take to open before that counts as a fault, in seconds.
  private static let openingTimeout = 60.0

  package init(_ folder: ServedFolder, address: PreviewAddress) {
    self.responder = Responder(folder)
    self.address = address
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
    for port in ports.candidates {
      do {
        try await serve(port, onListening: onListening)
        return
      } catch {
        try Task.checkCancellation()
        guard case SocketError.failed(_, EADDRINUSE, _) = error else { throw fault(error) }
      }
    }
    throw PreviewError.portInUse(ports.candidates)
  }

  private func fault(_ error: any Error) -> PreviewError {
    switch error {
    case SocketError.failed(_, EADDRNOTAVAIL, _): .unusableAddress(address.text)
    case SocketError.failed(_, _, let message): .refused(message)
    default: .refused(error.localizedDescription)
    }
  }

  private func serve(
    _ port: UInt16, onListening: @escaping @Sendable (_ port: UInt16) async -> Void
  ) async throws {
    let responder = responder
    let server = HTTPServer(
      config: try address.configuration(port: port),
      handler: ClosureHTTPHandler { request in
        Self.encoded(responder.response(to: Self.decoded(request)))
      })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      group.addTask {
        try await server.waitUntilListening(timeout: Self.openingTimeout)
        await onListening(await Self.port(of: server) ?? port)
      }
      // A port in use ends the first task with an error; leaving cancels the second.
      while try await group.next() != nil {}
    }
  }

  private static func port(of server: HTTPServer) async -> UInt16? {
    switch await server.listeningAddress {
    case .ip4(_, let port), .ip6(_, let port): port
    default: nil
    }
  }

  private static func decoded(_ request: HTTPRequest) -> PreviewRequest {
    PreviewRequest(
      method: request.method.rawValue,
      path: request.target.path(),
      query: request.target.query(),
      ifNoneMatch: request.headers[.ifNoneMatch],
      ifRange: request.headers[HTTPHeader("If-Range")],
      range: request.headers[.range])
  }

  /// The largest piece of a file that is in memory while it is sent, in bytes.
  private static let pieceByteCount = 65_536

  private static func encoded(_ response: PreviewResponse) -> HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in response.fields { headers[HTTPHeader(name)] = value }
    let status = HTTPStatusCode(response.status, phrase: phrase(response.status))
    switch response.body {
    case .none(let byteCount):
      headers[.contentLength] = String(byteCount)
      return HTTPResponse(statusCode: status, headers: headers)
    case .text(let text):
      return HTTPResponse(statusCode: status, headers: headers, body: Data(text.utf8))
    case .file(let location, let range):
      guard !range.isEmpty else { return HTTPResponse(statusCode: status, headers: headers) }
      do {
        let body = try HTTPBodySequence(
          file: URL(fileURLWithPath: location), range: range,
          suggestedBufferSize: pieceByteCount)
        return HTTPResponse(statusCode: status, headers: headers, body: body)
      } catch {
        // The file shrank or went away since it was looked at: a build is replacing it.
        let retry: HTTPHeaders = [HTTPHeader("Retry-After"): "1"]
        return HTTPResponse(statusCode: .serviceUnavailable, headers: retry)
      }
    }
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 414: "URI Too Long"
    case 416: "Range Not Satisfiable"
    default: "Status"
    }
  }
}
