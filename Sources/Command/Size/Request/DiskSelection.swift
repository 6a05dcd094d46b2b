/// The disk that models are read from: a drive of the catalog, or a rate.
enum DiskSelection: Hashable, Sendable {
  /// A drive's id.
  case record(String)
  /// GB/s.
  case rate(Double)

  /// What a disk's rate can be, in GB/s.
  static let rates: ClosedRange<Double> = 0.01...1000

  /// Reads a rate in GB/s, or an id; `nil` for anything else.
  init?(argument: String) {
    if let rate = Double(argument) {
      guard Self.rates.contains(rate) else { return nil }
      self = .rate(rate)
      return
    }
    guard let first = argument.utf8.first, first != UInt8(ascii: "-"),
      !argument.contains(where: \.isWhitespace)
    else { return nil }
    self = .record(argument)
  }
}
