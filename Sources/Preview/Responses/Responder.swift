/// Answers requests from a folder. Values in, values out: sockets are the server's business.
package struct Responder: Sendable {
  private let folder: ServedFolder
  /// What pages get that a build does not put there.
  private let script: PageScript?

  package init(_ folder: ServedFolder, script: PageScript? = nil) {
    self.folder = folder
    self.script = script
  }

  /// Returns the answer to a request.
  package func response(to request: PreviewRequest) -> PreviewResponse {
    guard request.method == "GET" || request.method == "HEAD" else {
      return finished(message(405, "method not allowed", ["Allow": "GET, HEAD"]), for: request)
    }
    return finished(answer(to: request), for: request)
  }

  private func answer(to request: PreviewRequest) -> PreviewResponse {
    do {
      let path = try RequestPath(percentEncoded: request.path)
      switch Resolution(path, kind: folder.kind) {
      case .file(let name): return self.file(name, for: request)
      case .redirectToFolder: return redirect(request)
      case .notFound: return notFound()
      }
    } catch {
      switch error {
      case .malformed: return message(400, "bad request")
      case .tooLong: return message(414, "address too long")
      case .hidden: return notFound()
      }
    }
  }

  private func file(_ name: String, for request: PreviewRequest) -> PreviewResponse {
    guard let file = folder.file(name) else { return notFound() }
    let type = MediaType.of(name)
    if let script, type == MediaType.html { return page(file, script, for: request) }
    let tag = EntityTag.of(file.version)
    var fields = ["ETag": tag, "Accept-Ranges": "bytes"]
    if let field = request.ifNoneMatch, EntityTag.field(field, matches: tag) {
      return PreviewResponse(status: 304, fields: fields, body: .none(byteCount: file.byteCount))
    }
    fields["Content-Type"] = type
    let isCurrent = request.ifRange.map { $0 == tag } ?? true
    // RFC 9110 defines ranges for GET only.
    let wanted = isCurrent && request.method == "GET" ? request.range : nil
    switch ByteRange(field: wanted, byteCount: file.byteCount) {
    case .whole:
      let body = PreviewResponse.Body.file(location: file.location, 0..<file.byteCount)
      return PreviewResponse(status: 200, fields: fields, body: body)
    case .part(let range):
      let last = range.upperBound - 1
      fields["Content-Range"] = "bytes \(range.lowerBound)-\(last)/\(file.byteCount)"
      let body = PreviewResponse.Body.file(location: file.location, range)
      return PreviewResponse(status: 206, fields: fields, body: body)
    case .unsatisfiable:
      return message(
        416, "range not satisfiable", ["Content-Range": "bytes */\(file.byteCount)"])
    }
  }

  /// A page with the preview's script. It is sent as a whole: nobody asks for parts of pages.
  private func page(
    _ file: ServedFolder.File, _ script: PageScript, for request: PreviewRequest
  ) -> PreviewResponse {
    let mark = script.mark()
    let tag = EntityTag.of(file.version + "-" + mark)
    let fields = ["ETag": tag, "Content-Type": MediaType.html]
    if let field = request.ifNoneMatch, EntityTag.field(field, matches: tag) {
      return PreviewResponse(status: 304, fields: fields, body: .none(byteCount: file.byteCount))
    }
    guard let bytes = folder.bytes(file) else { return notFound() }
    let page = script.added(to: bytes, mark: mark)
    return PreviewResponse(status: 200, fields: fields, body: .bytes(page))
  }

  private func redirect(_ request: PreviewRequest) -> PreviewResponse {
    // Control characters in a query must not end up in the answer's header.
    let isPlain = request.query.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    let query = request.query.isEmpty || !isPlain ? "" : "?" + request.query
    return message(301, "moved permanently", ["Location": request.path + "/" + query])
  }

  /// The site's own page for what is missing, or a line of text when it has none.
  private func notFound() -> PreviewResponse {
    guard folder.kind("404.html") == .file, let file = folder.file("404.html") else {
      guard let script else { return message(404, "not found") }
      // A page with nothing but the script, so that a browser comes back when there is one.
      let page = script.added(to: Array(Self.nothingThere.utf8), mark: script.mark())
      return PreviewResponse(
        status: 404, fields: ["Content-Type": MediaType.html], body: .bytes(page))
    }
    var body = PreviewResponse.Body.file(location: file.location, 0..<file.byteCount)
    if let script, let bytes = folder.bytes(file) {
      body = .bytes(script.added(to: bytes, mark: script.mark()))
    }
    return PreviewResponse(status: 404, fields: ["Content-Type": MediaType.html], body: body)
  }

  private static let nothingThere = """
    <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not found</title></head>
    <body><p>There is no page here yet.</p></body></html>

    """

  private func message(
    _ status: Int, _ text: String, _ fields: [String: String] = [:]
  ) -> PreviewResponse {
    var fields = fields
    fields["Content-Type"] = MediaType.of("message.txt")
    return PreviewResponse(status: status, fields: fields, body: .text("\(status) \(text)\n"))
  }

  /// Adds what every answer has, and takes the body from an answer to `HEAD`.
  private func finished(
    _ response: PreviewResponse, for request: PreviewRequest
  ) -> PreviewResponse {
    var response = response
    // The preview's pages change under the reader's eyes: always ask again, by ETag.
    response.fields["Cache-Control"] = "no-cache"
    response.fields["X-Content-Type-Options"] = "nosniff"
    guard request.method == "HEAD" else { return response }
    switch response.body {
    case .none: break
    case .text(let text): response.body = .none(byteCount: text.utf8.count)
    case .bytes(let bytes): response.body = .none(byteCount: bytes.count)
    case .file(_, let range): response.body = .none(byteCount: range.count)
    }
    return response
  }
}
