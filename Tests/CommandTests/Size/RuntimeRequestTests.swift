import Catalog
import Diagnostics
import Sizing
import Testing

@testable import Command

@Suite struct RuntimeRequestTests {
  private func request(
    _ runtime: Runtime, _ change: (inout SizeRequest) -> Void = { _ in }
  ) -> SizeRequest {
    var request = SizeRequest(model: .record("m"))
    request.runtime = runtime
    change(&request)
    return request
  }

  @Test func givesEachSequenceItsShareOfTheContext() throws {
    let card = try #require(GPUSelection(argument: "a"))
    let request = request(.vllm) {
      $0.contextTokens = 65_536
      $0.slots = 8
      $0.cacheTypes = .fp8
      $0.cards = .given([card])
    }
    let settings = try RuntimeRequest.settings(request, limit: 131_072)
    #expect(
      settings
        == .vllm(try VLLMSettings(contextTokens: 8192, sequences: 8, cacheType: .fp8)))
  }

  @Test func mapsOptionsOfTransformers() throws {
    let request = request(.transformers) {
      $0.flashAttention = false
      $0.logits = .all
    }
    #expect(
      try RuntimeRequest.settings(request, limit: 2048)
        == .transformers(
          try TransformersSettings(contextTokens: 2048, logits: .all, attention: .eager)))
  }

  /// An option that llama.cpp alone has.
  struct Foreign: Sendable {
    let runtime: Runtime
    let words: String
    let change: @Sendable (inout SizeRequest) -> Void

    init(
      _ runtime: Runtime, _ words: String, _ change: @escaping @Sendable (inout SizeRequest) -> Void
    ) {
      self.runtime = runtime
      self.words = words
      self.change = change
    }
  }

  static let foreign = [
    Foreign(.vllm, "layers in host memory") { $0.gpuLayers = .some(3) },
    Foreign(.vllm, "experts in host memory") { $0.hostExpertLayers = .all },
    Foreign(.vllm, "a split of layers") { $0.split = .best },
    Foreign(.vllm, "a batch size beside the micro-batch") { $0.batchSize = 4096 },
    Foreign(.vllm, "a cache of type q8_0") {
      $0.cacheTypes = CacheTypes(keys: .q8v0, values: .q8v0)
    },
    Foreign(.vllm, "attention without flash attention") { $0.flashAttention = false },
    Foreign(.vllm, "an importance matrix") { $0.hasImportanceMatrix = true },
    Foreign(.transformers, "a cache of type fp8") { $0.cacheTypes = .fp8 },
    Foreign(.transformers, "a micro-batch") { $0.microBatch = 64 },
  ]

  /// What a runtime has no option for must not be passed over in silence.
  @Test(arguments: foreign) func refusesWhatIsLlamaCpps(_ foreign: Foreign) {
    let fault = #expect(throws: DiagnosticError.self) {
      try RuntimeRequest.settings(request(foreign.runtime, foreign.change), limit: nil)
    }
    #expect(
      fault?.line.contains("is not sized with \(foreign.words);") == true, "\(fault?.line ?? "")")
  }

  @Test func refusesFP8CacheUnderLlamaCpp() {
    let request = request(.llamaCpp) { $0.cacheTypes = .fp8 }
    #expect(throws: DiagnosticError.self) { try request.settings(limit: nil) }
  }

  @Test(arguments: [
    ("BF16", CheckpointFormat.bf16), ("awq", .awqGroup128), ("nf4-dq", .nf4Double),
    ("fp8-e4m3", .fp8),
  ])
  func findsFormats(_ name: String, _ format: CheckpointFormat) throws {
    let request = request(.vllm) { $0.quantization = name }
    #expect(try RuntimeRequest.format(request, Self.shape(checkpoint: nil)) == format)
  }

  @Test func takesTheFormatOfAConfiguration() throws {
    let stated = try Self.shape(checkpoint: .init(method: "mxfp4", bits: 4, format: .mxfp4))
    #expect(try RuntimeRequest.format(request(.vllm), stated) == .mxfp4)
    let unknown = try Self.shape(checkpoint: .init(method: "exl3", bits: 3, format: nil))
    let fault = #expect(throws: DiagnosticError.self) {
      try RuntimeRequest.format(request(.vllm), unknown)
    }
    #expect(fault?.line.contains("'exl3'") == true)
  }

  private static func shape(checkpoint: ModelShape.Checkpoint?) throws -> ModelShape {
    ModelShape(
      id: "m", name: "M", model: try SizeTextTests.small().prepared.model, nativeContext: 131_072,
      towerParameters: nil, checkpoint: checkpoint)
  }
}
