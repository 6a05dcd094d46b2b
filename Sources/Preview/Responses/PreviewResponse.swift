/// The answer to a request, before it is sent.
package struct PreviewResponse: Hashable, Sendable {
  /// What follows the header.
  package enum Body: Hashable, Sendable {
    /// Nothing, but the header states the size in bytes that a `GET` would have sent.
    case none(byteCount: Int)
    /// A line of text.
    case text(String)
    /// Bytes in memory.
    case bytes([UInt8])
    /// A part of a file.
    case file(location: String, Range<Int>)
  }

  /// The status code.
  package var status: Int
  /// The fields of the header, without `Content-Length`, in no particular order.
  package var fields: [String: String]
  package var body: Body

  package init(status: Int, fields: [String: String] = [:], body: Body) {
    self.status = status
    self.fields = fields
    self.body = body
  }
}
