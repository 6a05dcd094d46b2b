/// The part of a file that a request asks for (RFC 9110, section 14).
package enum ByteRange: Hashable, Sendable {
  /// The whole file: no range, one that is not understood, or several at once.
  case whole
  /// A part that exists.
  case part(Range<Int>)
  /// A part that begins behind the end.
  case unsatisfiable

  /// Reads the value of the `Range` field for a file of `byteCount` bytes.
  package init(field: String?, byteCount: Int) {
    guard let field, let bounds = Self.bounds(of: field) else {
      self = .whole
      return
    }
    let range: Range<Int>
    switch bounds {
    case (let first?, let last):
      guard first < byteCount else {
        self = .unsatisfiable
        return
      }
      range = first..<(min(last ?? byteCount - 1, byteCount - 1) + 1)
    case (nil, let suffix):
      range = max(byteCount - (suffix ?? 0), 0)..<byteCount
    }
    self = range.isEmpty ? .unsatisfiable : .part(range)
  }

  /// The two numbers of `bytes=first-last`; both absent or in the wrong order is not a range.
  private static func bounds(of field: String) -> (first: Int?, last: Int?)? {
    let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, trimmed(parts[0]).lowercased() == "bytes" else { return nil }
    let ends = parts[1].split(separator: "-", omittingEmptySubsequences: false).map(trimmed)
    guard ends.count == 2, !ends.allSatisfy(\.isEmpty),
      ends.joined().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
    else { return nil }
    let numbers = ends.map { $0.isEmpty ? nil : Int($0) ?? Int.max - 1 }
    if let first = numbers[0], let last = numbers[1], last < first { return nil }
    return (numbers[0], numbers[1])
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
