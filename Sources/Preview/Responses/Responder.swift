/// Answers requests from a folder. Values in, values out: sockets are the server's business.
package struct Responder: Sendable {
  private let folder: ServedFolder

  package init(_ folder: ServedFolder) { self.folder = folder }

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
    let tag = EntityTag.of(file.version)
    var fields = ["ETag": tag, "Accept-Ranges": "bytes"]
    if let field = request.ifNoneMatch, EntityTag.field(field, matches: tag) {
      return PreviewResponse(status: 304, fields: fields, body: .none(byteCount: file.byteCount))
    }
    fields["Content-Type"] = MediaType.of(name)
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

  private func redirect(_ request: PreviewRequest) -> PreviewResponse {
    // Control characters in a query must not end up in the answer's header.
    let isPlain = request.query.utf8.allSatisfy { (0x21..<0x7F).contains($0) }
    let query = request.query.isEmpty || !isPlain ? "" : "?" + request.query
    return message(301, "moved permanently", ["Location": request.path + "/" + query])
  }

  /// The site's own page for what is missing, or a line of text when it has none.
  private func notFound() -> PreviewResponse {
    guard folder.kind("404.html") == .file, let file = folder.file("404.html") else {
      return message(404, "not found")
    }
    return PreviewResponse(
      status: 404, fields: ["Content-Type": MediaType.of("404.html")],
      body: .file(location: file.location, 0..<file.byteCount))
  }

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
    case .file(_, let range): response.body = .none(byteCount: range.count)
    }
    return response
  }
}
