import Catalog

/// Maps numbers to places between 0 and 1, with the numbers worth a tick.
struct ChartAxis: Sendable {
  let isLogarithmic: Bool
  let lower: Double
  let upper: Double
  let ticks: [Double]
  let unit: Unit?

  /// Makes an axis from 0 to a round number not below `maximum`, with at most `goal` steps.
  static func linear(upTo maximum: Double, unit: Unit?, goal: Int) -> ChartAxis {
    let needed = max(maximum, .leastNormalMagnitude) / Double(goal)
    // Memory comes in powers of two; all else in the steps of a ruler, as do parts of one unit, whose
    // powers of two have more digits than are printed.
    let isBinary = unit.isBinary && needed > 0.5
    let steps: [Double] = isBinary ? [1, 2, 4, 8] : [1, 2, 5]
    let base = isBinary ? 16.0 : 10.0
    var scale = 1.0
    while scale > needed { scale /= base }
    while scale * base <= needed { scale *= base }
    let step = (steps + [base]).map { $0 * scale }.first { $0 >= needed } ?? scale * base
    let count = max(1, (maximum / step).rounded(.up))
    let ticks = (0...Int(count)).map { Double($0) * step }
    return ChartAxis(
      isLogarithmic: false, lower: 0, upper: count * step, ticks: ticks, unit: unit)
  }

  /// Makes a logarithmic axis from `lower` to `upper`, both above 0.
  static func logarithmic(from lower: Double, to upper: Double, unit: Unit?) -> ChartAxis {
    let upper = max(upper, lower * 2)
    return ChartAxis(
      isLogarithmic: true, lower: lower, upper: upper,
      ticks: roundNumbers(from: lower, to: upper, unit: unit), unit: unit)
  }

  /// Makes a logarithmic axis that begins and ends at ticks around the values.
  static func logarithmic(around values: [Double], unit: Unit?) -> ChartAxis {
    let least = values.min() ?? 1
    let most = values.max() ?? 1
    let all = roundNumbers(from: least / 10, to: most * 10, unit: unit)
    return logarithmic(
      from: all.last { $0 <= least } ?? least, to: all.first { $0 >= most } ?? most, unit: unit)
  }

  /// Returns the powers of two, with steps between on a short axis, or the steps 1, 2 and 5 of each
  /// power of ten.
  private static func roundNumbers(from lower: Double, to upper: Double, unit: Unit?) -> [Double] {
    let isShort = upper < lower * 32
    let factors: [Double] = unit.isBinary ? (isShort ? [1, 1.5] : [1]) : [1, 2, 5]
    let base = unit.isBinary ? 2.0 : 10.0
    var scale = 1.0
    while scale > lower { scale /= base }
    while scale * base <= lower { scale *= base }
    var numbers: [Double] = []
    while scale <= upper {
      numbers += factors.map { $0 * scale }.filter { lower <= $0 && $0 <= upper }
      scale *= base
    }
    return numbers
  }

  /// Returns the place of a number: 0 at `lower`, 1 at `upper`.
  func fraction(_ value: Double) -> Double {
    guard isLogarithmic else { return (value - lower) / (upper - lower) }
    return BinaryLogarithm.of(value / lower) / BinaryLogarithm.of(upper / lower)
  }

  /// Returns what stands at a tick.
  func text(_ tick: Double) -> String {
    if unit == .tokens, tick >= 1024, Int64(exactly: tick / 512) != nil {
      return ValueFormat.number(tick / 1024, unit: nil) + "k"
    }
    if let whole = Int64(exactly: tick) {
      return ValueFormat.text(.integer(whole), unit: nil, style: .table)
    }
    return ValueFormat.number(tick, unit: nil)
  }
}

extension Unit? {
  /// Whether amounts in this unit usually are powers of two.
  fileprivate var isBinary: Bool {
    switch self {
    case .gibibytes, .mebibytes, .gigabytes, .bytes, .tokens, .bits: true
    default: false
    }
  }
}
