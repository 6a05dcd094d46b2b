/// The path of a request, decoded and checked, before anything looks at the disk.
///
/// What a browser never sends (dot segments, encoded slashes, NUL) is refused here rather than
/// repaired, so that no later step has to think about it.
package struct RequestPath: Hashable, Sendable {
  /// Why a path is refused.
  package enum Fault: Error, Hashable, Sendable {
    /// Not a path that a browser makes of a link: answered with 400.
    case malformed
    /// Longer than any page's address: answered with 414.
    case tooLong
    /// Well formed, but never served, such as a file whose name begins with a dot: answered as
    /// if it did not exist.
    case hidden
  }

  /// The longest path that is looked at, in bytes as sent.
  package static let maximumByteCount = 4096

  /// The names between the slashes, percent-decoded, none of them empty.
  package var components: [String]
  /// Whether the path asks for a folder's page.
  package var endsInSlash: Bool

  /// The path below the site's root, with `/` between its components; empty for the root.
  package var relativePath: String { components.joined(separator: "/") }

  /// Reads the path part of a request's target, as sent, without its query.
  package init(percentEncoded path: String) throws(Fault) {
    guard path.utf8.count <= Self.maximumByteCount else { throw .tooLong }
    guard path.utf8.first == UInt8(ascii: "/") else { throw .malformed }
    var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    parts.removeFirst()
    endsInSlash = parts.last?.isEmpty ?? true
    if endsInSlash, !parts.isEmpty { parts.removeLast() }
    var components: [String] = []
    for part in parts {
      components.append(try Self.component(Array(part)))
    }
    self.components = components
  }

  private static func component(_ encoded: [UInt8]) throws(Fault) -> String {
    let bytes = try decode(encoded)
    guard !bytes.isEmpty else { throw .hidden }
    let isForbidden = bytes.contains { byte in
      byte < 0x20 || byte == 0x7F || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
    }
    guard !isForbidden, let name = String(validating: bytes, as: UTF8.self) else {
      throw .malformed
    }
    if name == "." || name == ".." { throw .malformed }
    if bytes.first == UInt8(ascii: ".") { throw .hidden }
    return name
  }

  /// Decodes `%41` once. A `%` that is not followed by two hexadecimal digits is a fault.
  private static func decode(_ encoded: [UInt8]) throws(Fault) -> [UInt8] {
    var decoded: [UInt8] = []
    var index = 0
    while index < encoded.count {
      guard encoded[index] == UInt8(ascii: "%") else {
        decoded.append(encoded[index])
        index += 1
        continue
      }
      guard index + 2 < encoded.count, let high = digit(encoded[index + 1]),
        let low = digit(encoded[index + 2])
      else { throw .malformed }
      decoded.append(high << 4 | low)
      index += 3
    }
    return decoded
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
