/// The comparisons that decide where results are placed, with the differences that they compare.
///
/// Sizes grow in a straight line with the cells of the cache, and so do the differences. So two
/// layouts tell for which other numbers of cells every comparison comes out the same; there every
/// place, and the size of every buffer, lies on the same line.
struct DecisionTrace {
  /// Whether anything is kept.
  let isOn: Bool
  /// Differences of which it matters whether they are negative.
  private var orders: [Int64] = []
  /// Differences of which it matters whether they are zero.
  private var equalities: [Int64] = []
  /// Numbers that must stay as they are.
  private var constants: [Int64] = []

  init(isOn: Bool) { self.isOn = isOn }

  /// Whether a number is at least another one.
  mutating func isAtLeast(_ number: Int64, _ other: Int64) -> Bool {
    if isOn { orders.append(number - other) }
    return number >= other
  }

  /// Notes the order of two numbers, as `isAtLeast` does.
  mutating func noteOrder(_ number: Int64, _ other: Int64) {
    if isOn { orders.append(number - other) }
  }

  /// Whether two numbers are equal.
  mutating func areEqual(_ number: Int64, _ other: Int64) -> Bool {
    if isOn { equalities.append(number - other) }
    return number == other
  }

  /// Notes a number that must stay as it is.
  mutating func note(_ constant: Int64) {
    if isOn { constants.append(constant) }
  }

  /// Finds how far comparisons come out the same.
  ///
  /// - Parameters:
  ///   - steps: The steps to look at, zero and one among them; narrowed to those at which every
  ///     comparison comes out as it does here.
  ///   - next: The trace one step further.
  /// - Returns: Whether that is so one step further.
  func narrow(_ steps: inout ClosedRange<Int64>, next: DecisionTrace) -> Bool {
    guard orders.count == next.orders.count, equalities.count == next.equalities.count,
      constants == next.constants
    else { return false }
    for index in orders.indices {
      let (here, there) = (orders[index], next.orders[index])
      guard (here < 0) == (there < 0) else { return false }
      let slope = here < 0 ? here - there : there - here
      Self.keepSign(&steps, of: here < 0 ? -1 - here : here, slope)
    }
    for index in equalities.indices {
      let (here, there) = (equalities[index], next.equalities[index])
      guard (here == 0) == (there == 0) else { return false }
      if here != there { Self.avoidRoot(&steps, of: here, there - here) }
    }
    return true
  }

  /// Keeps the steps at which `start + steps · slope` is not negative.
  private static func keepSign(
    _ steps: inout ClosedRange<Int64>, of start: Int64, _ slope: Int64
  ) {
    if slope > 0 {
      steps = max(steps.lowerBound, -(start / slope))...steps.upperBound
    } else if slope < 0 {
      steps = steps.lowerBound...min(steps.upperBound, start / -slope)
    }
  }

  /// Keeps the steps on this side of the one, if any, at which `start + steps · slope` is zero.
  private static func avoidRoot(
    _ steps: inout ClosedRange<Int64>, of start: Int64, _ slope: Int64
  ) {
    guard start % slope == 0 else { return }
    let root = -(start / slope)
    if root > 0 {
      steps = steps.lowerBound...min(steps.upperBound, root - 1)
    } else {
      steps = max(steps.lowerBound, root + 1)...steps.upperBound
    }
  }
}
