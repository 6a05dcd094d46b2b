/// The line and the fields of an answer as they are sent (RFC 9112, sections 4 and 5).
enum ResponseHead {
  static func bytes(
    _ status: Int, _ fields: [String: String], byteCount: Int?, keepsAlive: Bool
  ) -> [UInt8] {
    var fields = fields
    if let byteCount, status != 304 { fields["Content-Length"] = String(byteCount) }
    fields["Connection"] = keepsAlive ? "keep-alive" : "close"
    let lines = fields.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }
    return Array("HTTP/1.1 \(status) \(phrase(status))\r\n\(lines.joined())\r\n".utf8)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 206: "Partial Content"
    case 301: "Moved Permanently"
    case 304: "Not Modified"
    case 400: "Bad Request"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 414: "URI Too Long"
    case 416: "Range Not Satisfiable"
    case 431: "Request Header Fields Too Large"
    case 503: "Service Unavailable"
    case 505: "HTTP Version Not Supported"
    default: "Status"
    }
  }
}
