import Catalog
import Diagnostics
import Sizing
import Testing

@testable import Command
@testable import ModelFiles

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
    let stated = try Self.shape(checkpoint: Self.stated("mxfp4", 4, .mxfp4))
    #expect(try RuntimeRequest.format(request(.vllm), stated) == .mxfp4)
    let unknown = try Self.shape(checkpoint: Self.stated("'exl3'", 3, nil))
    let fault = #expect(throws: DiagnosticError.self) {
      try RuntimeRequest.format(request(.vllm), unknown)
    }
    #expect(fault?.line.contains("'exl3'") == true)
  }

  /// What a record was published in is assumed, and nothing else refused.
  @Test(arguments: [Runtime.vllm, .transformers])
  func takesThePublishedFormat(_ runtime: Runtime) throws {
    var shape = try Self.shape(checkpoint: nil)
    shape.published = .init(words: "fp8-block128", layout: CheckpointLayout(.fp8Block128))
    func format(_ name: String?) throws -> CheckpointFormat {
      try RuntimeRequest.format(request(runtime) { $0.quantization = name }, shape)
    }
    #expect(try format(nil) == .fp8Block128)
    #expect(try format("FP8") == .fp8Block128)
    #expect(try format("AWQ") == .awqGroup128)
    let plain = request(runtime)
    #expect(RuntimeRequest.origin(plain, shape) == .published)
    #expect(
      RuntimeRequest.remarks(plain, shape, shape.prepared(.fp8Block128, for: runtime)) == [])
  }

  /// 16 bits in the place of a format that is not covered are said to be.
  @Test func saysThatAPublishedFormatIsNotCovered() throws {
    var shape = try Self.shape(checkpoint: nil)
    shape.published = .init(words: "fp4+fp8", layout: nil)
    let plain = request(.vllm)
    #expect(try RuntimeRequest.format(plain, shape) == .bf16)
    #expect(RuntimeRequest.origin(plain, shape) == .assumed)
    let found = RuntimeRequest.remarks(plain, shape, shape.prepared(.bf16, for: .vllm))
    #expect(
      found.map(\.summary)
        == ["'m' was published in fp4+fp8, which is not covered, and is sized in BF16"])
    let asked = request(.vllm) { $0.quantization = "BF16" }
    #expect(RuntimeRequest.remarks(asked, shape, shape.prepared(.bf16, for: .vllm)) == [])
  }

  /// A quantized checkpoint cannot become another by an option; transformers can unpack it.
  @Test(arguments: [Runtime.vllm, .transformers])
  func keepsToTheFormatOfAConfiguration(_ runtime: Runtime) throws {
    let stated = try Self.shape(checkpoint: Self.stated("awq", 4, .awqGroup128))
    func format(_ name: String) throws -> CheckpointFormat {
      try RuntimeRequest.format(request(runtime) { $0.quantization = name }, stated)
    }
    #expect(try format("awq") == .awqGroup128)
    let fault = #expect(throws: DiagnosticError.self) { try format("FP8") }
    #expect(
      fault?.line == "'m' states a checkpoint in AWQ, which no option loads in FP8; leave "
        + "--quantization out, or give the config.json of a checkpoint in FP8")
    if runtime == .transformers {
      #expect(try format("BF16") == .bf16)
      let asked = request(runtime) { $0.quantization = "BF16" }
      let found = RuntimeRequest.remarks(asked, stated, stated.prepared(.bf16, for: runtime))
      #expect(found.map(\.id) == ["checkpoint-differs"])
      #expect(
        found.first?.summary == "'m' states a checkpoint in AWQ, and is sized in BF16 as asked for")
    } else {
      #expect(throws: DiagnosticError.self) { try format("BF16") }
    }
  }

  /// The name of a method stands for the format of it that the configuration states.
  @Test(arguments: [
    ("FP8", CheckpointFormat.fp8Block128), ("awq", .awqGroup64), ("NF4", .nf4Double),
  ])
  func takesAMethodForTheStatedFormat(_ name: String, _ format: CheckpointFormat) throws {
    let stated = try Self.shape(checkpoint: Self.stated("x", 4, format))
    let asked = request(.vllm) { $0.quantization = name }
    #expect(try RuntimeRequest.format(asked, stated) == format)
    #expect(RuntimeRequest.remarks(asked, stated, stated.prepared(format, for: .vllm)) == [])
  }

  /// A format that is named for lack of the stated one gives figures of another checkpoint.
  @Test func warnsOfAFormatInAnothersPlace() throws {
    let unknown = try Self.shape(checkpoint: Self.stated("'exl3'", 3, nil))
    let asked = request(.vllm) { $0.quantization = "AWQ" }
    #expect(try RuntimeRequest.format(asked, unknown) == .awqGroup128)
    let found = RuntimeRequest.remarks(asked, unknown, unknown.prepared(.awqGroup128, for: .vllm))
    #expect(
      found.map(\.summary) == ["'m' states 'exl3' of 3 bits, and is sized in AWQ as asked for"])
  }

  /// vLLM loads weights of 32 bits in 16, transformers as they are, with results and cache as wide.
  @Test func loadsWeightsOf32BitsAsTheRuntimeDoes() throws {
    var layout = CheckpointLayout(.bf16)
    layout.plainBytes = 4
    let shape = try Self.shape(checkpoint: .init(method: "", bits: nil, layout: layout))
    let narrow = shape.prepared(.bf16, for: .vllm)
    let wide = shape.prepared(.bf16, for: .transformers)
    #expect(narrow.fileBytes == 2 * shape.model.parameters)
    #expect(wide.fileBytes == 4 * shape.model.parameters)
    #expect(
      RuntimeRequest.remarks(request(.vllm), shape, narrow).map(\.summary)
        == ["'m' states weights of 32 bits, which vLLM loads in 16"])
    #expect(RuntimeRequest.remarks(request(.transformers), shape, wide) == [])
  }

  /// The sums over all tensors of a checkpoint take seconds where there are a hundred thousand.
  @Test(arguments: [(2, [nil, 2]), (4, [nil, 4]), (nil, [nil])] as [(Int64?, [Int64?])])
  func addsUpWhatTheRuntimeLoads(plainBytes: Int64?, sums: [Int64?]) {
    var asked: [Int64?] = []
    let files = CheckpointFiles(plainBytes: plainBytes) { bytes in
      asked.append(bytes)
      return StoredWeights(
        [
          StoredTensor(
            name: "model.norm.weight", shape: [1], format: "BF16", elements: 1, bytes: bytes ?? 1,
            parameters: 1)
        ])
    }
    #expect(asked == sums)
    #expect(files.held.file == 1)
    #expect(files.loaded.file == plainBytes ?? 1)
  }

  /// vLLM loads in 16 bits, transformers in what the configuration states, if it does.
  @Test func bringsNumbersToTheTypeThatTheRuntimeLoads() {
    var layout = CheckpointLayout(.bf16)
    layout.plainBytes = 4
    var checkpoint = ModelShape.Checkpoint(method: "", bits: nil, layout: layout)
    #expect(checkpoint.plainBytes(loadedBy: .vllm) == 2)
    #expect(checkpoint.plainBytes(loadedBy: .transformers) == nil)
    checkpoint.statesType = true
    #expect(checkpoint.plainBytes(loadedBy: .transformers) == 4)
  }

  private static func stated(
    _ method: String, _ bits: Int64, _ format: CheckpointFormat?
  ) -> ModelShape.Checkpoint {
    .init(
      method: method, bits: bits, layout: format.map { CheckpointLayout($0) }, isQuantized: true)
  }

  private static func shape(checkpoint: ModelShape.Checkpoint?) throws -> ModelShape {
    ModelShape(
      id: "m", name: "M", model: try SizeTextTests.small().prepared.model, nativeContext: 131_072,
      towerParameters: nil, checkpoint: checkpoint)
  }
}
