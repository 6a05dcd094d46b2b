import TestSupport
import Testing

@testable import Catalog
@testable import Sizing

/// The engine's constants are those of the catalog, which `Benchmarks/Accuracy/fit.py` writes.
@Suite struct SpeedConstantTests {
  /// A constant of the engine: its kind and format, and where it is.
  typealias Place = (kind: String, format: String, value: Double)

  /// Those that every runtime has.
  private static func kernels(_ constants: DecodeConstants) -> [Place] {
    [
      ("weight_bandwidth_efficiency", "", constants.weightEfficiency),
      ("kernel_bytes_per_clock", "", constants.kernelBytesPerClock),
      ("layer_time", "", constants.layerMicroseconds),
      ("moe_layer_factor", "", constants.expertLayerFactor),
      ("expert_read_factor", "", constants.expertReadFactor),
      ("cache_bandwidth_efficiency", "", constants.cacheEfficiency),
      ("cache_bytes_per_clock", "", constants.cacheBytesPerClock),
    ]
  }

  private static func places(_ constants: DecodeConstants) -> [Place] {
    kernels(constants) + [
      ("cache_bandwidth_efficiency_no_fa", "", constants.unfusedCacheEfficiency),
      ("cache_bytes_per_clock_no_fa", "", constants.unfusedCacheBytesPerClock),
      ("layer_time_no_fa", "", constants.unfusedLayerMicroseconds),
    ] + shared(constants.sharedMemoryFactor) + formats("kernel_factor", constants.kernels)
  }

  private static func places(_ constants: PrefillConstants, _ backend: String) -> [Place] {
    [
      ("matrix_utilisation", "", constants.matrixUtilisation),
      ("expert_tile_padding", "", constants.expertTileTokens),
      ("prefill_layer_time", "", constants.layerMicroseconds),
      ("moe_layer_factor", "", constants.expertLayerFactor),
      ("attention_utilisation", "", constants.attentionUtilisation),
      ("attention_utilisation_no_fa", "", constants.unfusedAttentionUtilisation),
      ("weight_bandwidth_efficiency", "", constants.weightEfficiency),
    ] + shared(constants.sharedMemoryFactor)
      // The power of Apple's chips is not stated.
      + (backend == "metal" ? [] : [("matrix_efficiency_by_power", "", constants.teraflopsPerWatt)])
      + (backend == "cuda" ? [("single_warp_matrix_share", "", constants.singleWarpShare)] : [])
      + formats("utilisation_factor", constants.kernels)
  }

  /// One where no chip of the class shares memory with a PC's processor.
  private static func shared(_ factor: Double) -> [Place] {
    factor == 1 ? [] : [("shared_memory_factor", "", factor)]
  }

  /// A mix of each format.
  private static let mixes: [(String, QuantizationMix)] = [
    ("F16", .f16), ("BF16", .bf16), ("Q8_0", .q8v0), ("Q6_K", .q6K), ("Q5_K", .q5KM),
    ("Q4_K", .q4KM), ("Q4_0", .q4v0), ("Q3_K", .q3KM), ("Q2_K", .q2K), ("IQ", .iq4XS),
    ("MXFP4", .mxfp4MoE),
  ]

  private static func formats(_ kind: String, _ factors: KernelFactors) -> [Place] {
    mixes.map { (kind, $0.0, factors.factor(of: $0.1)) }
  }

  private static let common: [String: Double] = [
    "layer_split_hop": CommonSpeed.hopMilliseconds,
    "all_reduce_latency_nvlink": VLLMSpeed.fastReduceMicroseconds,
    "all_reduce_latency_pcie": VLLMSpeed.reduceMicroseconds,
    "all_reduce_latency_pair": VLLMSpeed.pairReduceMicroseconds,
    "batch_growth": CommonSpeed.batchGrowth,
    "batch_weights_per_clock": CommonSpeed.batchWeightsPerClock,
    "batch_experts_chosen": CommonSpeed.chosenExperts,
    "pipeline_efficiency": CommonSpeed.pipelineEfficiency,
    "ram_bandwidth_efficiency": CommonSpeed.processorEfficiency,
    "core_bandwidth": CommonSpeed.coreGBPerSecond,
    "processor_layer_time": CommonSpeed.processorLayerMilliseconds,
    "second_socket_factor": CommonSpeed.socketFactor,
  ]

  /// The catalog's constants of a scope: backend, phase, kind, format and value.
  private func rows(_ scope: String) throws -> [[String: Cell]] {
    let table = try #require(RepositoryCatalog.loaded.catalog.table("speed_constant"))
    let names = table.schema.columns.map(\.name)
    let rows = table.rows.map { Dictionary(uniqueKeysWithValues: zip(names, $0.cells)) }
    return rows.filter { $0["scope"]?.text == scope }
  }

  /// The back ends of the catalog, and a device of each.
  static let backends: [(String, Backend, Bool)] = [
    ("cuda", .cudaAda, false), ("metal", .metal, false), ("rocm", .rocmRDNA, true),
    ("rocm-cards", .rocmRDNA, false), ("rocm-cdna", .rocmCDNA, false), ("vulkan", .intel, false),
  ]

  @Test(arguments: backends) func engineHasTheCatalogsConstants(
    _ name: String, _ backend: Backend, _ sharesMemory: Bool
  ) throws {
    let speed = try #require(backend.speed(sharesMemory: sharesMemory))
    let rows = try rows("backend").filter { $0["backend"]?.text == name }
    let phases = [
      ("decode", Self.places(speed.decode), speed.decodeBuilds),
      ("prefill", Self.places(speed.prefill, name), speed.prefillBuilds),
    ]
    for (phase, places, builds) in phases {
      let stated = rows.filter { $0["phase"]?.text == phase }
      #expect(stated.allSatisfy { $0["builds"]?.text == "\(builds)" }, "\(name) \(phase)")
      #expect(stated.count == places.count)
      for place in places {
        let row = stated.first {
          $0["kind"]?.text == place.kind && ($0["format"]?.text ?? "") == place.format
        }
        #expect(
          row?["value"]?.number == place.value, "\(name) \(phase) \(place.kind) \(place.format)")
      }
    }
  }

  /// Where no run informs a constant, the catalog's notes and the engine's explanations say alike where it
  /// comes from.
  @Test(arguments: backends) func saysWhereConstantsComeFrom(
    _ name: String, _ backend: Backend, _ sharesMemory: Bool
  ) throws {
    let speed = try #require(backend.speed(sharesMemory: sharesMemory))
    let rows = try rows("backend").filter { $0["backend"]?.text == name }
    for row in rows {
      let (kind, phase) = (try #require(row["kind"]?.text), try #require(row["phase"]?.text))
      let origins = phase == "decode" ? speed.decode.origins : speed.prefill.origins
      let source: TermSource?
      if let format = row["format"]?.text {
        let mix = try #require(Self.mixes.first { $0.0 == format }?.1)
        source = origins.source(ofFormat: mix)
      } else {
        source = origins.source(of: try #require(Self.sets[kind]))
      }
      let notes = row["notes"]?.text
      #expect((row["rows_used"]?.integer == 0) == (notes != nil), "\(row["id"]?.text ?? "")")
      #expect(
        source == Self.source(of: notes, on: name), "\(row["id"]?.text ?? ""): \(notes ?? "")")
    }
  }

  /// What the notes say, as the engine says it.
  private static func source(of notes: String?, on backend: String) -> TermSource? {
    guard let notes, let found = notes.split(separator: ": ").last else { return nil }
    if found == "assumed" { return .assumedSpeed }
    if found.hasSuffix(", a format of its kind") { return .speedOfLikeFormat }
    let parts = found.split(separator: "/").map(String.init)
    guard parts.first == "taken over from llama.cpp", parts.count > 1 else { return nil }
    return switch parts[1] {
    case backend: .speedOfOlderBuilds
    case "cuda": .speedOnCUDA
    case "rocm", "rocm-cards": .borrowedSpeed
    default: nil
    }
  }

  /// The engine's constants by their kind in the catalog.
  private static let sets: [String: ConstantSet] = [
    "weight_bandwidth_efficiency": .weightEfficiency,
    "kernel_bytes_per_clock": .kernelBytesPerClock,
    "shared_memory_factor": .sharedMemoryFactor, "layer_time": .layerMicroseconds,
    "prefill_layer_time": .layerMicroseconds, "layer_time_no_fa": .unfusedLayerMicroseconds,
    "moe_layer_factor": .expertLayerFactor, "expert_read_factor": .expertReadFactor,
    "cache_bandwidth_efficiency": .cacheEfficiency, "cache_bytes_per_clock": .cacheBytesPerClock,
    "cache_bandwidth_efficiency_no_fa": .unfusedCacheEfficiency,
    "cache_bytes_per_clock_no_fa": .unfusedCacheBytesPerClock,
    "matrix_utilisation": .matrixUtilisation, "matrix_efficiency_by_power": .teraflopsPerWatt,
    "expert_tile_padding": .expertTileTokens, "single_warp_matrix_share": .singleWarpShare,
    "attention_utilisation": .attentionUtilisation,
    "attention_utilisation_no_fa": .unfusedAttentionUtilisation,
  ]

  @Test func engineHasTheCatalogsConstantsOfVLLM() throws {
    let constants = VLLMSpeed.decode
    let checkpoints: [(String, CheckpointFormat)] = [
      ("F16", .fp16), ("BF16", .bf16), ("W4", .awqGroup128), ("W8", .fp8),
    ]
    let places: [Place] =
      Self.kernels(constants) + [
        ("host_time", "", VLLMSpeed.hostMilliseconds),
        ("quantised_layer_time", "", VLLMSpeed.quantisedLayerMicroseconds),
      ] + Self.shared(constants.sharedMemoryFactor)
      + checkpoints.map { ("kernel_factor", $0.0, constants.kernels.factor(of: $0.1)) }
    let rows = try rows("backend").filter { $0["backend"]?.text == "vllm" }
    #expect(rows.count == places.count)
    for place in places {
      let row = rows.first {
        $0["kind"]?.text == place.kind && ($0["format"]?.text ?? "") == place.format
      }
      #expect(row?["value"]?.number == place.value, "\(place.kind) \(place.format)")
    }
  }

  /// The same of vLLM, for which llama.cpp and programs with like kernels stand in.
  @Test func saysWhereConstantsOfVLLMComeFrom() throws {
    let origins = VLLMSpeed.decode.origins
    let formats: [String: CheckpointFormat] = [
      "F16": .fp16, "BF16": .bf16, "W4": .awqGroup128, "W8": .fp8,
    ]
    for row in try rows("backend") where row["backend"]?.text == "vllm" {
      let kind = try #require(row["kind"]?.text)
      var source: TermSource?
      if let format = row["format"]?.text {
        source = origins.source(ofCheckpoint: try #require(formats[format]))
      } else if let constant = Self.sets[kind] {
        source = origins.source(of: constant)
      }
      let notes = row["notes"]?.text ?? ""
      #expect((source == .assumedSpeed) == notes.hasSuffix(": assumed"), "\(kind)")
      #expect((source == .speedOfLlamaCpp) == notes.contains("over from llama.cpp"), "\(kind)")
      // The kernels' rate is that of all such programs: runs of vLLM are among them.
      #expect(
        (source == .speedOfLikeKernels)
          == (notes.contains("over from optimised") || kind == "kernel_bytes_per_clock"),
        "\(kind)")
    }
  }

  @Test func engineHasTheCatalogsCommonConstants() throws {
    let rows = try rows("common")
    #expect(rows.count == Self.common.count)
    for row in rows {
      let kind = try #require(row["kind"]?.text)
      #expect(row["value"]?.number == Self.common[kind], "\(kind)")
    }
  }

  @Test func givesCardsTheirFactors() throws {
    let engine = try RealCatalog.database.get().engine
    var count = 0
    for row in try rows("card") {
      let card = try engine.card(#require(row["gpu_id"]?.text)).card
      let rates = card.rates
      let factor = row["phase"]?.text == "decode" ? rates.decodeFactor : rates.prefillFactor
      #expect(factor == row["value"]?.number)
      if row["phase"]?.text == "decode" {
        let families = try #require(row["expert_families"]?.integer)
        #expect(rates.knowsExperts == (families >= CardFactors.leastExpertFamilies))
      }
      let formats = row["phase"]?.text == "decode" ? rates.decodeFormats : rates.prefillFormats
      // Runs of older builds do not vouch for a card where few devices stand for the newer ones.
      let speed = try #require(card.speed)
      let isDecode = row["phase"]?.text == "decode"
      let used = isDecode ? speed.decodeBuilds : speed.prefillBuilds
      let evidence = isDecode ? speed.decodeEvidence : speed.prefillEvidence
      if evidence != .several, row["builds"]?.text != "\(used)" {
        #expect(formats.isEmpty)
        continue
      }
      let named = try #require(row["measured_formats"]?.text).split(separator: ";")
        .map { $0.trimmingPrefix(" ") }
      let known = KernelFormat.allCases.filter { formats.contains(KernelFormats($0)) }
      #expect(known.map { "\($0.name)" }.sorted() == named.map(String.init).sorted())
      count += 1
    }
    #expect(count > 10)
    #expect(try engine.card("nvidia-rtx-5070").card.rates.decodeFactor == 0)
    #expect(try engine.card("amd-ryzen-ai-max-plus-395").card.rates.knowsExperts)
    #expect(try !engine.card("nvidia-h100-80gb-sxm").card.rates.knowsExperts)
  }

  /// Bridges join two cards or four, boards all of their modules; slower bridges are an option.
  @Test(arguments: [
    ("nvidia-h100-94gb-nvl", 2), ("nvidia-h200-141gb-nvl", 4), ("nvidia-a100-80gb-pcie", 2),
    ("nvidia-h100-80gb-pcie", 2), ("nvidia-h200-141gb-sxm", .max), ("nvidia-rtx-3090", 0),
    ("nvidia-rtx-4090", 0), ("amd-mi300x", 0),
  ]) func knowsHowManyCardsNVLinkJoins(_ id: String, _ count: Int) throws {
    let engine = try RealCatalog.database.get().engine
    #expect(try engine.card(id).card.rates.fastLinkCards == count, "\(id)")
  }

  /// By what the catalog states of units, clock and rate; cards of Blackwell with GDDR7 do less for each clock.
  @Test(arguments: [
    ("nvidia-b200-180gb-sxm", true), ("nvidia-b300-288gb-sxm", true), ("nvidia-rtx-5090", false),
    ("nvidia-gb10-dgx-spark", false), ("nvidia-h100-94gb-nvl", false),
    ("nvidia-a100-80gb-sxm", false), ("amd-mi355x", false),
  ]) func knowsMatrixUnitsThatOutdoHoppers(_ id: String, _ outdo: Bool) throws {
    let engine = try RealCatalog.database.get().engine
    let rate = try engine.card(id).card.hopperTeraflops
    #expect((rate != nil) == outdo, "\(id)")
  }

  /// Of Apple's chips the catalog states no clock: it follows from cores and FP32 rate.
  @Test func derivesTheClockOfApplesChips() throws {
    let engine = try RealCatalog.database.get().engine
    let rates = try engine.card("apple-m2-ultra-76c").card.rates
    #expect(abs(rates.clockGHz - 1.398) < 0.001)
    #expect(rates.matrixTeraflops == 27.2 && rates.boardWatts == 0 && !rates.sharesMemory)
    #expect(try engine.card("apple-m4-max-32c").card.rates.clockGHz == 0)
    let question = SizingQuestion(
      model: "llama-3.1-8b", quantization: "Q4_K_M", contextTokens: 4096)
    let speed = try engine.answer(question, on: "apple-m2-ultra-76c").speed
    let decode = try #require(speed.knownDecode)
    let prefill = try #require(speed.knownPrefill)
    #expect(decode.derivation.term(.boostClock)?.source == .shaderRate)
    #expect(prefill.derivation.term(.matrixRate)?.source == .shaderRate)
    // Its runs of these builds were in other formats of weights; prompts were measured in this one.
    #expect(decode.tokensPerSecond.basis == .estimated && decode.rangeWidth == 1.4)
    #expect(prefill.tokensPerSecond.basis == .derived)
    #expect(try engine.card("amd-ryzen-ai-max-plus-395").card.rates.sharesMemory)
  }
}
