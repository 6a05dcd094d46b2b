package import Diagnostics

/// Reads a JSON file into values with places.
package enum JSONReader {
  /// Reads the one value of a file, or says where and why it cannot be read.
  package static func read(
    _ source: SourceFile, limits: JSONLimits = .configuration
  ) -> (value: JSONValue?, diagnostics: [Diagnostic]) {
    do throws(ReadFault) {
      var scanner = try JSONScanner(source.bytes, limits: limits)
      return (try scanner.readDocument(), [])
    } catch {
      return (nil, [error.diagnostic(in: source)])
    }
  }
}
