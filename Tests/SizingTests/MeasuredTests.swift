import Sizing
import Testing

/// The engine against measured memory of vLLM and of runtimes on PyTorch.
@Suite struct MeasuredTests {
  /// Prints the score for each model, and how many rows are left out for which reason; holds the bar
  /// and the reasons that the rows state.
  @Test func meetsTheBar() throws {
    var errors: [String: [Double]] = [:]
    var reasons: [String: Int] = [:]
    for row in MeasuredRow.all {
      switch try row.reading() {
      case .scored(let bytes):
        let error = try row.error(of: bytes)
        errors[row.modelID ?? "", default: []].append(error)
        #expect(row.text("left_out").isEmpty, "\(row.text("row_id"))")
      case .left(let reason):
        reasons[reason, default: 0] += 1
        #expect(row.text("left_out") == reason, "\(row.text("row_id"))")
      }
    }
    let scored = errors.values.reduce(0) { $0 + $1.count }
    let medians = errors.mapValues { median($0.map(abs)) }
    let score = median(Array(medians.values))
    for (model, values) in errors.sorted(by: { $0.key < $1.key }) {
      print(
        "\(model): \(values.count) rows, median error \(percent(medians[model] ?? 0)), worst",
        percent(values.max { abs($0) < abs($1) } ?? 0))
    }
    for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
      print("left out, \(count) rows: \(reason)")
    }
    print("scored \(scored) of \(MeasuredRow.all.count) rows, median over models", percent(score))
    #expect(MeasuredRow.all.count == 208)
    #expect(scored * 5 >= MeasuredRow.all.count * 4)
    #expect(score <= 0.06)
  }

  private func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .infinity }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private func percent(_ share: Double) -> String {
    "\((share * 1000).rounded() / 10) %"
  }
}
