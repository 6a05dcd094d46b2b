import TestSupport
import Testing

@testable import Sizing

/// A reach is as far as a comparison comes out the same, and no shorter.
@Suite struct ReachTests {
  private static let bounds: ClosedRange<Int64> = -20...20

  private static let pairs: [(SizeLine, SizeLine)] = {
    var random = SplitMix(state: 11)
    return (0..<500).map { _ in
      func line() -> SizeLine {
        SizeLine(
          here: Int64.random(in: -40...40, using: &random),
          slope: Int64.random(in: -5...5, using: &random))
      }
      return (line(), line())
    }
  }()

  /// The steps around here at which something holds as it does here.
  private func steps(as outcome: (Int64) -> Bool) -> ClosedRange<Int64> {
    var (low, high): (Int64, Int64) = (0, 0)
    while low > Self.bounds.lowerBound, outcome(low - 1) == outcome(0) { low -= 1 }
    while high < Self.bounds.upperBound, outcome(high + 1) == outcome(0) { high += 1 }
    return low...high
  }

  @Test func reachesAsFarAsTheOrderHolds() {
    for (line, other) in Self.pairs {
      var reach = Reach(Self.bounds)
      #expect(reach.isAtLeast(line, other) == (line.here >= other.here))
      #expect(
        reach.steps == steps { line.after($0) >= other.after($0) }, "\(line) \(other)")
    }
  }

  @Test func reachesAsFarAsEqualityHolds() {
    for (line, other) in Self.pairs {
      var reach = Reach(Self.bounds)
      #expect(reach.areEqual(line, other) == (line.here == other.here))
      #expect(
        reach.steps == steps { line.after($0) == other.after($0) }, "\(line) \(other)")
    }
  }

  @Test func keepsTheNarrowestReach() {
    var reach = Reach(Self.bounds)
    _ = reach.isAtLeast(SizeLine(here: 6, slope: -1), SizeLine(here: 0))
    _ = reach.isAtLeast(SizeLine(here: 3, slope: 1), SizeLine(here: 0))
    _ = reach.isAtLeast(SizeLine(here: 9, slope: 1), SizeLine(here: 0))
    #expect(reach.steps == -3...6)
    #expect(reach.isAlwaysAtLeast(SizeLine(here: 6, slope: -1), SizeLine(here: 0)))
    #expect(!reach.isAlwaysAtLeast(SizeLine(here: 5, slope: -1), SizeLine(here: 0)))
  }
}
