/// A size or a place that lies on a straight line over the cells of the cache.
struct SizeLine: Equatable {
  /// Bytes at the cells that are looked at.
  var here: Int64
  /// Bytes more for each step of cells.
  var slope: Int64 = 0

  static func + (one: SizeLine, other: SizeLine) -> SizeLine {
    SizeLine(here: one.here + other.here, slope: one.slope + other.slope)
  }

  static func - (one: SizeLine, other: SizeLine) -> SizeLine {
    SizeLine(here: one.here - other.here, slope: one.slope - other.slope)
  }

  static func += (one: inout SizeLine, other: SizeLine) { one = one + other }

  static func -= (one: inout SizeLine, other: SizeLine) { one = one - other }

  /// Bytes so many steps further.
  func after(_ steps: Int64) -> Int64 { here + steps * slope }

  /// The line as it looks from so many steps further.
  func moved(by steps: Int64) -> SizeLine { SizeLine(here: after(steps), slope: slope) }
}

/// How far from the cells that are looked at every comparison comes out as it does there.
///
/// What is compared lies on straight lines, so each comparison tells for itself how far its outcome
/// holds. Within the reach of all that decided where results are placed, every place, and the size of
/// every buffer, lies on the line that was found.
struct Reach {
  /// Steps of cells back, zero or less, to steps ahead, zero or more.
  private(set) var steps: ClosedRange<Int64>

  init(_ steps: ClosedRange<Int64>) { self.steps = steps }

  /// Whether nothing is known of other cells, as where a hole was filled exactly. Slopes mean nothing
  /// then.
  var isOnePlace: Bool { steps == 0...0 }

  /// Whether a line is at or above another one.
  mutating func isAtLeast(_ line: SizeLine, _ other: SizeLine) -> Bool {
    let gap = line - other
    if gap.slope != 0 { keepSign(gap) }
    return gap.here >= 0
  }

  /// Whether two lines meet.
  mutating func areEqual(_ line: SizeLine, _ other: SizeLine) -> Bool {
    let gap = line - other
    if gap.slope != 0 { gap.here == 0 ? keep(0...0) : avoidRoot(gap) }
    return gap.here == 0
  }

  /// Whether a line is at or above another one all the way. Nothing depends on the answer.
  func isAlwaysAtLeast(_ line: SizeLine, _ other: SizeLine) -> Bool {
    let gap = line - other
    return gap.after(steps.lowerBound) >= 0 && gap.after(steps.upperBound) >= 0
  }

  /// Keeps to some steps, which have the cells that are looked at among them.
  mutating func keep(_ some: ClosedRange<Int64>) { steps = steps.clamped(to: some) }

  /// Keeps the steps at which a line is negative, or is not, as it is here.
  private mutating func keepSign(_ line: SizeLine) {
    let isNegative = line.here < 0
    if isNegative == (line.after(steps.lowerBound) < 0),
      isNegative == (line.after(steps.upperBound) < 0)
    {
      return
    }
    let room = isNegative ? -1 - line.here : line.here
    let slope = isNegative ? -line.slope : line.slope
    if slope > 0 {
      keep(max(steps.lowerBound, -(room / slope))...steps.upperBound)
    } else {
      keep(steps.lowerBound...min(steps.upperBound, room / -slope))
    }
  }

  /// Keeps the steps on this side of the one, if any, at which a line is zero.
  private mutating func avoidRoot(_ line: SizeLine) {
    let isNegative = line.here < 0
    let (first, last) = (line.after(steps.lowerBound), line.after(steps.upperBound))
    if isNegative ? first < 0 && last < 0 : first > 0 && last > 0 { return }
    guard line.here % line.slope == 0 else { return }
    let root = -(line.here / line.slope)
    if root > 0 {
      keep(steps.lowerBound...min(steps.upperBound, root - 1))
    } else {
      keep(max(steps.lowerBound, root + 1)...steps.upperBound)
    }
  }
}

extension ClosedRange<Int64> {
  /// The range with both ends so much further.
  func moved(by steps: Int64) -> ClosedRange { lowerBound + steps...upperBound + steps }
}
