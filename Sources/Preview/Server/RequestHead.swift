/// The line and the fields of a request (RFC 9112, sections 3 and 5).
package struct RequestHead: Hashable, Sendable {
  /// Why a head is not answered as it asks.
  package enum Fault: Error, Hashable, Sendable {
    /// Not HTTP: answered with 400.
    case malformed
    /// Longer than any browser's: answered with 431.
    case tooLong
    /// Another version than 1.0 and 1.1: answered with 505.
    case unknownVersion
  }

  package var method: String
  /// The path as sent, without the query.
  package var path: String
  /// The query as sent, without its question mark; empty for none.
  package var query: String
  /// Whether the client would like to send another request on the same connection.
  package var keepsAlive: Bool
  /// The fields by their names in lower case. Of a repeated field the last one counts.
  package var fields: [String: String] = [:]

  /// Whether something follows that this server reads for no request.
  package var hasBody: Bool {
    fields["transfer-encoding"] != nil || (fields["content-length"] ?? "0") != "0"
  }

  /// Reads a head without the empty line at its end.
  package init(_ bytes: some Collection<UInt8>) throws(Fault) {
    var lines = bytes.split(separator: UInt8(ascii: "\n")).map { line in
      String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self)
    }.filter { !$0.isEmpty }[...]
    let words = (lines.popFirst() ?? "").split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, !words[0].isEmpty, words[1].hasPrefix("/") else { throw .malformed }
    guard words[2] == "HTTP/1.1" || words[2] == "HTTP/1.0" else {
      throw words[2].hasPrefix("HTTP/") ? .unknownVersion : .malformed
    }
    method = String(words[0])
    let parts = words[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    path = String(parts[0])
    query = parts.count > 1 ? String(parts[1]) : ""
    for line in lines {
      let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty, !pair[0].contains(" ") else { throw .malformed }
      let value = pair[1].drop { $0 == " " || $0 == "\t" }
      let end = value.lastIndex { $0 != " " && $0 != "\t" }
      fields[pair[0].lowercased()] = end.map { String(value[...$0]) } ?? ""
    }
    let connection = fields["connection"]?.lowercased() ?? ""
    keepsAlive = words[2] == "HTTP/1.1" && !connection.contains("close")
  }

  /// Returns where the first head of `bytes` ends and what follows it begins, or `nil` where no head
  /// is complete. Line breaks before a head are part of it.
  static func end(in bytes: [UInt8]) -> (head: Int, rest: Int)? {
    var lineStart = 0
    var hasLine = false
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      let line = bytes[lineStart..<index]
      let isEmpty = line.isEmpty || (line.count == 1 && line.first == UInt8(ascii: "\r"))
      if isEmpty, hasLine { return (lineStart, index + 1) }
      if !isEmpty { hasLine = true }
      lineStart = index + 1
    }
    return nil
  }
}
