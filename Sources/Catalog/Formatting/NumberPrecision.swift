/// How many digits of a number are worth printing.
enum NumberPrecision: Hashable, Sendable {
  /// This many digits after the point, always.
  case fixed(Int)
  /// At most this many digits after the point; zeros at the end are left out.
  case upTo(Int)
  /// This many significant digits; whole numbers are rounded too.
  case significant(Int)

  /// Chooses by the unit, and by the size where the unit spans magnitudes.
  ///
  /// The digits follow what the figure can support: memory is known to tenths of a GiB, speed
  /// estimates to two digits, power and lengths to whole units.
  init(of value: Double, unit: Unit?) {
    let size = value.magnitude
    self =
      switch unit {
      case .gibibytes: size >= 100 ? .fixed(0) : size >= 1 ? .fixed(1) : .fixed(2)
      case .gigabytes: size >= 100 ? .fixed(0) : .upTo(1)
      case .terabytes, .gigabitsPerSecond, .bits: .upTo(2)
      case .gigabytesPerSecond: size >= 1000 ? .fixed(0) : .upTo(1)
      case .teraflopsPerSecond, .teraopsPerSecond:
        size >= 100 ? .fixed(0) : size >= 10 ? .upTo(1) : .upTo(2)
      case .tokensPerSecond: .significant(2)
      case .milliseconds, .seconds: .significant(3)
      case .bitsPerWeight: .fixed(2)
      case .teraflop, .petaflop: .significant(3)
      case .amperes, .litres: .upTo(1)
      case .hertz: .upTo(2)
      case .gigahertz: .upTo(2)
      case .percent: size >= 10 ? .fixed(0) : .upTo(1)
      case .usDollars: size >= 100 ? .fixed(0) : .fixed(2)
      case .mebibytes, .bytes, .megabytesPerSecond, .megatransfersPerSecond, .tokens, .watts,
        .volts, .btuPerHour, .megahertz, .millimetres, .pixels:
        .fixed(0)
      case nil: .upTo(2)
      }
  }
}
