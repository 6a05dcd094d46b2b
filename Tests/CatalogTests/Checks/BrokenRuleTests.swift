import Diagnostics
import Foundation
import Testing

@testable import Catalog

/// Records that are right by themselves and contradict each other.
struct BrokenRuleFixture: Sendable, CustomTestStringConvertible {
  let rule: String
  /// What is written, by table and column.
  let changes: [(table: String, column: String, value: String)]
  /// Which of the changes, or which other cell, is blamed.
  let blamed: (table: String, column: String)
  let summary: String
  let help: [String]

  var testDescription: String { rule }

  var catalog: SoundCatalog {
    changes.reduce(SoundCatalog.sound) { $0.changing($1.column, of: $1.table, to: $1.value) }
  }
}

@Suite("One broken rule each")
struct BrokenRuleTests {
  private static func waiver(_ rule: String) -> String {
    "or state in 'waiver' why the record may differ: '\(rule): …'"
  }

  private static let fixtures: [BrokenRuleFixture] = [
    .init(
      rule: "thread-count", changes: [("cpu", "cores", "8"), ("cpu", "threads", "4")],
      blamed: ("cpu", "threads"), summary: "'threads' is 4, less than 'cores' of 8",
      help: ["correct one of the two"]),
    .init(
      rule: "boost-clock", changes: [("cpu", "base_ghz", "4"), ("cpu", "boost_ghz", "3.5")],
      blamed: ("cpu", "boost_ghz"), summary: "'boost_ghz' is 3.5, less than 'base_ghz' of 4",
      help: ["correct one of the two"]),
    .init(
      rule: "power-limit", changes: [("cpu", "tdp_w", "120"), ("cpu", "max_power_w", "90")],
      blamed: ("cpu", "max_power_w"), summary: "'max_power_w' is 90, less than 'tdp_w' of 120",
      help: ["correct one of the two"]),
    .init(
      rule: "fp8-accumulate-rate",
      changes: [("gpu", "fp8_dense_tflops", "284"), ("gpu", "fp8_fp32acc_dense_tflops", "300")],
      blamed: ("gpu", "fp8_fp32acc_dense_tflops"),
      summary: "'fp8_fp32acc_dense_tflops' is 300, more than 'fp8_dense_tflops' of 284",
      help: ["take dense rates, without sparsity", waiver("fp8-accumulate-rate")]),
    .init(
      rule: "fp4-rate",
      changes: [("gpu", "fp8_dense_tflops", "284"), ("gpu", "fp4_dense_tflops", "600")],
      blamed: ("gpu", "fp4_dense_tflops"),
      summary: "'fp4_dense_tflops' is 600, more than 2 times 'fp8_dense_tflops' of 284",
      help: ["take dense rates, without sparsity", waiver("fp4-rate")]),
    .init(
      rule: "card-length",
      changes: [("gpu", "length_mm", "400"), ("chassis", "max_gpu_length_mm", "300")],
      blamed: ("configuration", "gpu_id"),
      summary: "the card is 400 mm long, the case takes 300 mm",
      help: ["choose a part that fits", waiver("card-length")]),
    .init(
      rule: "supply-load",
      changes: [("gpu", "tdp_w", "575"), ("power_supply", "rated_w", "500")],
      blamed: ("configuration", "power_supply_id"),
      summary: "the parts draw up to 715 W, the supplies give 500 W",
      help: ["choose a larger supply, or more of them", waiver("supply-load")]),
  ]

  @Test(arguments: fixtures)
  func isReportedAlone(fixture: BrokenRuleFixture) throws {
    let catalog = fixture.catalog
    let record = try catalog.record(of: fixture.blamed.table)
    let length = record.written(fixture.blamed.column).utf8.count
    for form in SoundCatalog.Form.allCases {
      let place = catalog.span(
        fixture.blamed.column, of: fixture.blamed.table,
        catalog.form(form, of: fixture.blamed.table), length: length)
      #expect(
        catalog.diagnostics(form) == [
          Diagnostic(
            Diagnostic.Identifier(rawValue: fixture.rule), fixture.summary, at: place,
            help: fixture.help)
        ])
    }
  }

  /// What could not be read of a record is told once, and no rule blames the record for it.
  @Test(arguments: [
    (("cpu", "threads"), ("cpu", "cores"), "8"),
    (("image_model", "denoiser_params"), ("model_component", "params"), "1000000000"),
    (("configuration", "gpu_count"), ("configuration", "gpu_slots"), "1"),
  ])
  func isNotReportedOfWhatCannotBeRead(
    broken: (table: String, column: String), other: (table: String, column: String), value: String
  ) {
    let catalog = SoundCatalog.sound.changing(broken.column, of: broken.table, to: "some")
      .changing(other.column, of: other.table, to: value)
    for form in SoundCatalog.Form.allCases {
      #expect(catalog.diagnostics(form).map(\.id) == ["wrong-number"])
    }
  }

  /// Every rule is named by a test beside this one as what a broken record breaks.
  @Test func isThereForEveryRule() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    let tests = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
    let untested = RuleCheck.names.filter {
      !tests.contains("[\($0)]") && !tests.contains("rule: \"\($0)\"")
    }
    #expect(untested == [])
  }
}
