import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

@Suite("GGUF headers")
struct GGUFTests {
  private func read(
    _ bytes: [UInt8], path: String = "model.gguf"
  ) -> (model: GGUFModel?, diagnostics: [Diagnostic]) {
    GGUFReader.read(ByteSource(SourceFile(path: path, bytes: bytes)))
  }

  @Test(arguments: [UInt32(2), 3])
  func readsMetadataAndTensors(version: UInt32) throws {
    let bytes = GGUFWriter.header(
      version: version, metadata: GGUFFixture.smallMetadata, tensors: GGUFFixture.smallTensors)
    let found = read(bytes)
    #expect(found.diagnostics.map(\.id) == ["truncated-data"])
    let model = try #require(found.model)
    let file = try #require(model.files.first)
    #expect(file.version == version)
    #expect(file.alignment == 32)
    #expect(file.headerBytes == Int64((bytes.count + 31) / 32 * 32))
    #expect(model.name == "Small – test")
    #expect(model.statedMix == .q4KM)
    #expect(file.entry("tokenizer.ggml.tokens")?.value == .longList(1000))
    #expect(file.entry("tokenizer.chat_template")?.value == .longText(7000))
    #expect(file.entry("llama.attention.head_count_kv")?.value == .integers([2, 2]))
    #expect(file.entry("llama.rope.freq_base")?.value == .number(500_000))
    #expect(model.tensors.count == 21)
    #expect(model.tensors.first?.shape == [512, 1000])
    #expect(model.tensors.first?.bytes == 288_000)
    #expect(model.tensors.last?.format == "Q6_K")
  }

  @Test func sumsALlamaFileAsTheEngineDoes() throws {
    let model = try #require(read(GGUFFixture.llama).model)
    let shape = try #require(model.languageModel().model)
    #expect(model.languageModel().diagnostics == [])
    let prepared = PreparedModel(shape, .q4KM)
    let weights = model.weights
    #expect(weights.file == 4_912_898_048)
    #expect(weights.file == prepared.fileBytes)
    #expect(weights.parameters == 8_030_261_248)
    #expect(weights.embedding == prepared.embeddingBytes)
    #expect(weights.output == prepared.outputBytes)
    #expect(weights.outputNorm == prepared.outputNormBytes)
    let layers = zip(prepared.bytesBeforeLayer.dropFirst(), prepared.bytesBeforeLayer).map(-)
    #expect(weights.layers == layers)
    #expect(weights.layerExperts.allSatisfy { $0 == 0 })
    #expect(weights.others == 0)
  }

  @Test func givesTheShapeOfTheSameConfiguration() throws {
    let shape = try #require(read(GGUFFixture.llama).model?.languageModel().model)
    let config = SourceFile(path: "config.json", text: ConfigFixture.llama31x8b.text)
    #expect(shape == ModelConfigReader.read(config).model?.model)
  }

  @Test func addsUpTensorsByFormat() throws {
    let model = try #require(read(GGUFFixture.llama).model)
    let totals = FormatTotal.of(model.tensors)
    #expect(totals.map(\.format) == ["Q4_K", "Q6_K", "F32"])
    #expect(totals.map(\.tensors) == [193, 33, 65])
    #expect(totals.reduce(0) { $0 + $1.bytes } == 4_912_898_048)
  }

  @Test func separatesExpertsFromTheRest() throws {
    var tensors = GGUFFixture.smallTensors.filter { !$0.name.contains("ffn_") }
    for layer in 0..<2 {
      tensors += [
        .init("blk.\(layer).ffn_norm.weight", [512], 0),
        .init("blk.\(layer).ffn_gate_inp.weight", [512, 8], 0),
        .init("blk.\(layer).ffn_gate_exps.weight", [512, 256, 8], 8),
        .init("blk.\(layer).ffn_up_exps.weight", [512, 256, 8], 8),
        .init("blk.\(layer).ffn_down_exps.weight", [256, 512, 8], 8),
      ]
    }
    var metadata = GGUFFixture.smallMetadata
    metadata += [
      ("llama.expert_count", .uint32(8)), ("llama.expert_used_count", .uint32(2)),
      ("llama.expert_feed_forward_length", .uint32(256)),
    ]
    let model = try #require(read(GGUFWriter.header(metadata: metadata, tensors: tensors)).model)
    let expert = Int64(3 * 512 * 256 * 8 / 32 * 34)
    #expect(model.weights.layerExperts == [expert, expert])
    let shape = try #require(model.languageModel().model)
    #expect(shape.experts == Experts(count: 8, used: 2, feedForwardSize: 256))
    #expect(shape.parameters == model.weights.parameters)
  }

  @Test func seesTiesAndBiasesInTheTensors() throws {
    var tensors = GGUFFixture.smallTensors.filter { $0.name != "output.weight" }
    for layer in 0..<2 {
      tensors += [
        .init("blk.\(layer).attn_q.bias", [512], 0), .init("blk.\(layer).attn_k.bias", [128], 0),
        .init("blk.\(layer).attn_v.bias", [128], 0),
      ]
    }
    let bytes = GGUFWriter.header(metadata: GGUFFixture.smallMetadata, tensors: tensors)
    let found = try #require(read(bytes).model).languageModel()
    #expect(found.diagnostics == [])
    let shape = try #require(found.model)
    #expect(shape.tiesEmbeddings)
    #expect(shape.block.hasQueryKeyValueBias)
  }

  @Test func joinsTheFilesOfASplitModel() throws {
    let halves = [GGUFFixture.smallTensors[..<10], GGUFFixture.smallTensors[10...]]
    var files: [String: ByteSource] = [:]
    for (index, tensors) in halves.enumerated() {
      let split: [(String, GGUFWriter.Value)] = [
        ("split.no", .uint32(UInt32(index))), ("split.count", .uint32(2)),
        ("split.tensors.count", .int32(21)),
      ]
      let metadata = (index == 0 ? GGUFFixture.smallMetadata : []) + split
      let name = "m-0000\(index + 1)-of-00002.gguf"
      let bytes = GGUFWriter.header(metadata: metadata, tensors: Array(tensors))
      files[name] = ByteSource(SourceFile(path: "models/\(name)", bytes: bytes))
    }
    let whole = try #require(read(GGUFFixture.small).model)
    for name in files.keys.sorted() {
      let opened = files
      let source = try #require(files[name])
      let found = GGUFReader.read(source) { opened[$0] }
      #expect(!found.diagnostics.containsErrors)
      #expect(found.model?.weights == whole.weights)
      #expect(found.model?.languageModel().model == whole.languageModel().model)
    }
    let first = try #require(files["m-00001-of-00002.gguf"])
    let alone = GGUFReader.read(first)
    #expect(alone.model == nil)
    #expect(alone.diagnostics.filter { $0.severity == .error }.map(\.id) == ["missing-file"])
    let twice = GGUFReader.read(first) { _ in first }
    let ids = Set(twice.diagnostics.filter { $0.severity == .error }.map(\.id.rawValue))
    #expect(ids == ["gguf-split", "duplicate-tensor"])
  }

  @Test func readsNoMoreThanTheHeader() throws {
    let bytes = GGUFFixture.llama
    let size = Int64((bytes.count + 31) / 32 * 32) + 4_912_898_048
    let source = ByteSource(path: "model.gguf", size: size) { offset, count in
      guard offset < Int64(bytes.count), count <= 1 << 16 else { throw ReadBeyond(offset: offset) }
      let start = Int(offset)
      let header = bytes[start..<min(start + count, bytes.count)]
      return Array(header) + [UInt8](repeating: 0xAA, count: count - header.count)
    }
    let found = GGUFReader.read(source)
    #expect(found.diagnostics == [])
    #expect(found.model != nil)
  }

  @Test func saysWhichArchitectureIsNotCovered() throws {
    var metadata = GGUFFixture.smallMetadata
    metadata[0] = ("general.architecture", .text("llamas"))
    let model = try #require(
      read(GGUFWriter.header(metadata: metadata, tensors: GGUFFixture.smallTensors)).model)
    let found = model.languageModel()
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id) == ["model-not-covered"])
    #expect(found.diagnostics.first?.help == ["did you mean 'llama'?"])
    #expect(found.diagnostics.first?.notes.first?.text == "at byte 24 of the file")
    #expect(model.weights.file > 0)
  }
}

/// A read behind the header, which no reader may ask for.
struct ReadBeyond: Error {
  let offset: Int64
}
