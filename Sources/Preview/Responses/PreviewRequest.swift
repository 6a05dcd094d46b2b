/// What the server looks at in a request.
package struct PreviewRequest: Hashable, Sendable {
  /// The method as sent, such as `GET`.
  package var method: String
  /// The path as sent, percent-encoded, without the query.
  package var path: String
  /// The query as sent, without its question mark; empty for none.
  package var query: String
  /// The field `If-None-Match`.
  package var ifNoneMatch: String?
  /// The field `If-Range`.
  package var ifRange: String?
  /// The field `Range`.
  package var range: String?

  package init(
    method: String, path: String, query: String = "", ifNoneMatch: String? = nil,
    ifRange: String? = nil, range: String? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.ifNoneMatch = ifNoneMatch
    self.ifRange = ifRange
    self.range = range
  }
}
