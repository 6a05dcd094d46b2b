package import Diagnostics

/// A link or an image.
package struct Link: Hashable, Sendable {
  /// The destination, with escapes and entities resolved.
  package var destination: String
  /// The title, or an empty text.
  package var title: String
  package var isImage: Bool
  /// Whether the destination names a scheme other than `ref`. Such a link stays as written; any
  /// other is a `MarkdownDocument.Segment.link`.
  package var isExternal: Bool
  /// The place of the whole link, from its first bracket to the end of its destination.
  package var span: SourceSpan

  package init(
    destination: String, title: String, isImage: Bool, isExternal: Bool, span: SourceSpan
  ) {
    self.destination = destination
    self.title = title
    self.isImage = isImage
    self.isExternal = isExternal
    self.span = span
  }

  /// Returns the scheme of a destination in lower case, or `nil` when it has none (RFC 3986,
  /// section 3.1).
  package static func scheme(of destination: String) -> String? {
    var scheme: [UInt8] = []
    for byte in destination.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): scheme.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): scheme.append(byte | 0x20)
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."):
        if scheme.isEmpty { return nil }
        scheme.append(byte)
      case UInt8(ascii: ":"): return scheme.isEmpty ? nil : String(decoding: scheme, as: UTF8.self)
      default: return nil
      }
    }
    return nil
  }

  /// The schemes that run code or read the reader's own files.
  static let unsafeSchemes: Set<String> = ["javascript", "vbscript", "file", "data"]
}
