import Sizing
import TestSupport
import Testing

@Suite struct PlannerTests {
  @Test func readsItsFixtures() {
    #expect(PlannerRow.all.count > 600)
    #expect(ShapeRow.all.count > 130)
  }

  @Test(arguments: PlannerRow.all) func reproducesFileSizeToTheByte(_ row: PlannerRow) throws {
    let prepared = try PreparedModel(row.shape(), row.mix)
    #expect(prepared.fileBytes == row.fileBytes)
  }

  @Test(arguments: PlannerRow.all) func reproducesWeightsAndCache(_ row: PlannerRow) throws {
    let plan = try row.plan()
    for (index, ledger) in plan.cards.enumerated() {
      expectNear(mib(ledger.weights), row.weights[index], tolerance: 0.011, "weights \(index)")
      expectNear(mib(ledger.cache), row.cache[index], tolerance: 0.006, "cache \(index)")
    }
    expectNear(mib(plan.host.weights), row.hostWeights, tolerance: 0.011, "host weights")
    expectNear(mib(plan.host.cache), row.hostCache, tolerance: 0.006, "host cache")
  }

  @Test(arguments: PlannerRow.all) func reproducesWorkingBuffers(_ row: PlannerRow) throws {
    let plan = try row.plan()
    for (index, ledger) in plan.cards.enumerated() {
      expectNear(
        mib(ledger.compute), row.compute[index], tolerance: 0.011, "compute \(index)")
    }
    expectNear(mib(plan.host.compute), row.hostCompute, tolerance: 0.011, "host compute")
  }

  private func expectNear(
    _ value: Double, _ wanted: Double, tolerance: Double, _ what: String
  ) {
    #expect(
      abs(value - wanted) <= tolerance, "\(what): \(value), planner \(wanted)")
  }
}
