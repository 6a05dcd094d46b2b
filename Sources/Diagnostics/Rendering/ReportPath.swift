/// The way from where a program reads a report to a file that a diagnostic names.
///
/// Diagnostics name files from the site's folder. Programs that mark the places in a repository
/// need the way from its top, which is where they run the tool.
package struct ReportPath: Sendable {
  /// The site's folder as seen from the current one, without `/` at its end; empty for the same one.
  package var base: String

  package init(base: String = "") {
    var base = base
    while base.hasPrefix("./") { base.removeFirst(2) }
    while base.count > 1, base.hasSuffix("/") { base.removeLast() }
    self.base = base == "." ? "" : base
  }

  /// Returns the path of a file from the current folder.
  func path(of file: String) -> String {
    if base.isEmpty || file.hasPrefix("/") { return file }
    return base == "/" ? base + file : base + "/" + file
  }

  /// Returns the path as a reference to a resource (RFC 3986): relative, or a `file:` address where
  /// the path begins at the root.
  func reference(to file: String) -> String {
    let path = path(of: file)
    var text = path.hasPrefix("/") ? "file://" : ""
    for byte in path.utf8 {
      if Self.isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += digits.utf8.count < 2 ? "%0\(digits)" : "%\(digits)"
      }
    }
    return text
  }

  /// The characters that no reference encodes, and the slash; a colon could end a scheme.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "/"):
      true
    default: false
    }
  }
}
