import Foundation
import Sizing
import TestSupport
import Testing

@testable import Catalog

/// The records of the catalog against llama.cpp's memory planner, over the runs that the engine's
/// own tests keep: a wrong cell of a shape shows in bytes.
@Suite("Records against the memory planner")
struct PlannedRecordTests {
  /// One run of the planner on one card.
  struct Run: Sendable, CustomTestStringConvertible {
    let cells: [String: String]
    var testDescription: String { cells["case_id"] ?? "" }

    func text(_ column: String) throws -> String { try #require(cells[column]) }

    func number(_ column: String) throws -> Double {
      let cell = try text(column)
      return try #require(Double(cell), "\(column): \(cell)")
    }
  }

  static let runs: [Run] = {
    do {
      return try ["planner", "families"].flatMap(rows).filter { $0.cells["gpus"] == "1" }
    } catch {
      Issue.record(error)
      return []
    }
  }()

  private static func rows(of name: String) throws -> [Run] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../SizingTests/Fixtures").standardizedFileURL
    let text = try String(contentsOf: folder.appending(path: "\(name).csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Run(cells: Dictionary(uniqueKeysWithValues: zip(header, $0))) }
  }

  @Test func readsTheRuns() {
    #expect(Self.runs.count > 290)
    #expect(Set(Self.runs.compactMap { $0.cells["model_id"] }).count > 40)
  }

  @Test(arguments: runs) func plansTheRecordAsThePlannerDoes(_ run: Run) throws {
    let engine = try RealCatalog.database.get().engine
    let name = try run.text("quantization")
    // The catalog has no id for one mix: experts in MXFP4 and all else in Q8_0. The planner ran some
    // models beyond the context they were made for.
    let known = engine.quantizationIDs.first {
      QuantizationMix(id: $0).map { "\($0.name)" } == name
    }
    let model = try engine.model(run.text("model_id"), quantization: known ?? "Q8_0").prepared
      .model.withoutContextLimit()
    let mix = try #require(QuantizationMix.allCases.first { "\($0.name)" == name })
    let prepared = PreparedModel(model, mix)
    let card = try #require(Card(usableBytes: Card.usableBound, backend: .cudaAda))
    let plan = try prepared.plan(settings(of: run), on: [card])
    #expect(try Double(prepared.fileBytes) == run.number("file_size_bytes"))
    try expectNear(plan.weights, run, "gpu_model_mib")
    try expectNear(plan.cache, run, "gpu_kv_mib")
    try expectNear(plan.compute, run, "gpu_compute_mib")
    try expectNear(plan.host.compute, run, "host_compute_mib")
  }

  /// The planner prints hundredths of a MiB.
  private func expectNear(_ bytes: Int64, _ run: Run, _ column: String) throws {
    let mebibytes = Double(bytes) / 1_048_576
    #expect(abs(mebibytes - (try run.number(column))) <= 0.011, "\(column): \(mebibytes)")
  }

  /// Runs of families keep everything on the card and have no column to say so.
  private func hostExpertLayers(of run: Run) throws -> Int {
    guard let cell = run.cells["experts_on_cpu"] else { return 0 }
    return cell == "all" ? .max : try #require(Int(cell))
  }

  private func settings(of run: Run) throws -> LoadSettings {
    func type(_ column: String) throws -> CacheType {
      let name = try run.text(column)
      return try #require(CacheType.allCases.first { "\($0.name)" == name })
    }
    return try LoadSettings(
      contextTokens: Int64(run.number("context_tokens")), slots: Int64(run.number("parallel")),
      microBatch: Int64(run.number("micro_batch")), cacheTypeK: type("kv_type_k"),
      cacheTypeV: type("kv_type_v"), flashAttention: run.text("flash_attention") == "on",
      logits: run.text("logits") == "all" ? .all : .server,
      gpuLayers: run.cells["gpu_layers"].flatMap { Int($0) },
      hostExpertLayers: hostExpertLayers(of: run))
  }
}
