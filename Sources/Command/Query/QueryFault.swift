import Catalog
import Diagnostics

/// Turns the fault of a query that was typed into a diagnostic.
enum QueryFault {
  /// The name that stands for the query in place of a file.
  private static let place = "query"

  /// Returns the diagnostic with the text it points into.
  static func diagnostic(_ error: QueryError, sql: String) -> (Diagnostic, SourceFile) {
    let source = SourceFile(path: place, text: sql)
    let span = error.offset.map { offset in
      let start = source.position(at: offset)
      let rest = source.bytes.dropFirst(min(offset, source.bytes.count))
      let length = rest.prefix { isWord($0) }.count
      return SourceSpan(
        file: place, start: start, end: source.position(at: offset + max(length, 1)))
    }
    return (Diagnostic("invalid-query", error.message, at: span, help: error.help), source)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
