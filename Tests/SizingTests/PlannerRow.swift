import Foundation
import Sizing
import TestSupport
import Testing

/// One run of llama.cpp's memory planner.
struct PlannerRow: Sendable, CustomTestStringConvertible {
  let caseID: String
  let modelID: String
  let mix: QuantizationMix
  let settings: LoadSettings
  let cards: Int
  let split: Split
  let fileBytes: Int64
  let weights: [Double]
  let cache: [Double]
  let compute: [Double]
  let hostWeights: Double
  let hostCache: Double
  let hostCompute: Double

  var testDescription: String { caseID }

  /// All rows of the fixture.
  static let all: [PlannerRow] = {
    do {
      return try ["planner", "families", "offload"].flatMap(Fixture.rows).map(PlannerRow.init)
    } catch {
      Issue.record(error)
      return []
    }
  }()

  init(_ row: [String: String]) throws {
    func text(_ name: String) throws -> String { try #require(row[name]) }
    func number(_ name: String) throws -> Double {
      let cell = try text(name)
      return try #require(Double(cell))
    }
    func numbers(_ name: String) throws -> [Double] {
      try text(name).split(separator: ";").map { try #require(Double($0)) }
    }
    caseID = try text("case_id")
    modelID = try text("model_id")
    let mixName = try text("quantization")
    mix = try #require(QuantizationMix(named: mixName))
    let (keyName, valueName) = try (text("kv_type_k"), text("kv_type_v"))
    let cacheTypeK = try #require(CacheType(named: keyName))
    let cacheTypeV = try #require(CacheType(named: valueName))
    settings = try LoadSettings(
      contextTokens: Int64(number("context_tokens")), slots: Int64(number("parallel")),
      microBatch: Int64(number("micro_batch")),
      cacheTypeK: cacheTypeK, cacheTypeV: cacheTypeV,
      flashAttention: text("flash_attention") == "on",
      logits: text("logits") == "all" ? .all : .server,
      gpuLayers: row["gpu_layers"].flatMap { Int($0) },
      hostExpertLayers: row["experts_on_cpu"].flatMap { $0 == "all" ? .max : Int($0) } ?? 0)
    let shares = try numbers("split").map { Float($0) }
    split = shares.isEmpty ? .byMemory : .given(shares)
    cards = try Int(number("gpus"))
    let size = try text("file_size_bytes")
    fileBytes = try #require(Int64(size))
    weights = try numbers("gpu_model_mib")
    cache = try numbers("gpu_kv_mib")
    compute = try numbers("gpu_compute_mib")
    hostWeights = try number("host_model_mib")
    hostCache = try number("host_kv_mib")
    hostCompute = try number("host_compute_mib")
  }

  /// The shape of the model.
  func shape() throws -> LanguageModel { try ShapeRow.named(modelID).shape() }

  /// The engine's plan for the row, on cards that are large enough.
  func plan() throws -> Plan {
    let card = try largeCard()
    return try PreparedModel(shape(), mix).plan(
      settings, on: Array(repeating: card, count: cards), split: split)
  }
}

/// Reads the tables beside the tests.
enum Fixture {
  /// The rows of a CSV file without quoted cells, each by column name.
  static func rows(_ name: String) throws -> [[String: String]] {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "csv", subdirectory: "Fixtures"))
    return try FixtureTable.rows(atPath: url.path)
  }
}

/// The MiB of a number of bytes.
func mib(_ bytes: Int64) -> Double { Double(bytes) / 1_048_576 }
