/// The units of measurement that the catalog and the engine use.
///
/// A column name ends in its unit's suffix (`bandwidth_gb_s`), so a value never travels without it.
package enum Unit: String, Sendable, CaseIterable {
  case gibibytes = "gib"
  case mebibytes = "mib"
  case gigabytes = "gb"
  case terabytes = "tb"
  case bytes = "bytes"
  case gigabytesPerSecond = "gb_s"
  case megabytesPerSecond = "mb_s"
  case gigabitsPerSecond = "gbit_s"
  case megatransfersPerSecond = "mt_s"
  case teraflopsPerSecond = "tflops"
  case teraopsPerSecond = "tops"
  case teraflop = "tflop"
  case petaflop = "pflop"
  case tokensPerSecond = "tok_s"
  case tokens = "tokens"
  case milliseconds = "ms"
  case seconds = "s"
  case bits = "bits"
  case bitsPerWeight = "bpw"
  case watts = "w"
  case amperes = "a"
  case volts = "v"
  case btuPerHour = "btu_h"
  case gigahertz = "ghz"
  case megahertz = "mhz"
  case hertz = "hz"
  case pixels = "px"
  case millimetres = "mm"
  case litres = "l"
  case percent = "pct"
  case usDollars = "usd"

  /// Returns the unit that a column's name ends in, longest suffix first, or `nil` for a bare name.
  package init?(columnName: String) {
    // Bytes are compared, as this is asked for every column of every query.
    let name = columnName.utf8
    let match = Self.bySuffixLength.first { suffix, _ in
      name.last == suffix.last && name.count >= suffix.count
        && name.suffix(suffix.count).elementsEqual(suffix)
    }
    guard let match else { return nil }
    self = match.unit
  }

  private static let bySuffixLength: [(suffix: [UInt8], unit: Unit)] = allCases.sorted {
    ($1.rawValue.utf8.count, $0.rawValue) < ($0.rawValue.utf8.count, $1.rawValue)
  }.map { (Array("_\($0.rawValue)".utf8), $0) }

  /// The symbol as printed after a number or in a column heading.
  package var symbol: String {
    switch self {
    case .gibibytes: "GiB"
    case .mebibytes: "MiB"
    case .gigabytes: "GB"
    case .terabytes: "TB"
    case .bytes: "B"
    case .gigabytesPerSecond: "GB/s"
    case .megabytesPerSecond: "MB/s"
    case .gigabitsPerSecond: "Gbit/s"
    case .megatransfersPerSecond: "MT/s"
    case .teraflopsPerSecond: "TFLOP/s"
    case .teraopsPerSecond: "TOP/s"
    case .teraflop: "TFLOP"
    case .petaflop: "PFLOP"
    case .tokensPerSecond: "tok/s"
    case .tokens: "tokens"
    case .milliseconds: "ms"
    case .seconds: "s"
    case .bits: "bit"
    case .bitsPerWeight: "bit/weight"
    case .watts: "W"
    case .amperes: "A"
    case .volts: "V"
    case .btuPerHour: "BTU/h"
    case .gigahertz: "GHz"
    case .megahertz: "MHz"
    case .hertz: "Hz"
    case .pixels: "px"
    case .millimetres: "mm"
    case .litres: "L"
    case .percent: "%"
    case .usDollars: "USD"
    }
  }
}
