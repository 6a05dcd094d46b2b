/// The width of each layer's feed-forward part, written in runs: `14336 28672*5` for one layer of the
/// first and five of the second.
package struct LayerWidths: CustomStringConvertible, Sendable {
  /// A width for each layer.
  package let widths: [Int64]

  /// The widths of layers in order.
  package init(_ widths: [Int64]) { self.widths = widths }

  /// Reads runs; `nil` where one is not a width, or a width and a number of layers.
  package init?(_ text: String) {
    var widths: [Int64] = []
    for run in text.split(separator: " ") {
      let parts = run.split(separator: "*", omittingEmptySubsequences: false)
      guard parts.count <= 2, let width = Int64(parts[0]), width >= 0,
        let count = parts.count == 2 ? Int(parts[1]) : 1, (1...1024).contains(count),
        widths.count + count <= 1024
      else { return nil }
      widths += [Int64](repeating: width, count: count)
    }
    guard !widths.isEmpty else { return nil }
    self.widths = widths
  }

  package var description: String {
    var runs: [String] = []
    var start = 0
    while start < widths.count {
      let end = widths[start...].firstIndex { $0 != widths[start] } ?? widths.count
      runs.append(end - start == 1 ? "\(widths[start])" : "\(widths[start])*\(end - start)")
      start = end
    }
    return runs.joined(separator: " ")
  }
}
