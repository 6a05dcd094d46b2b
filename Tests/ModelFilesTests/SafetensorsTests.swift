import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

@Suite("Safetensors headers")
struct SafetensorsTests {
  private typealias Tensor = SafetensorsFixture.Tensor

  @Test func sumsACheckpointAsTheEngineDoes() throws {
    let found = SafetensorsReader.read(
      SafetensorsFixture.source("model.safetensors", SafetensorsFixture.llama))
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    let config = SourceFile(path: "config.json", text: ConfigFixture.llama31x8b.text)
    let shape = try #require(ModelConfigReader.read(config).model?.model)
    let prepared = PreparedModel(shape, .bf16)
    #expect(model.weights().parameters == shape.parameters)
    #expect(model.weights().file == 2 * shape.parameters)
    #expect(model.weights().embedding == prepared.embeddingBytes)
    #expect(model.weights().output == prepared.outputBytes)
    #expect(model.weights().layers == [Int64](repeating: 2 * 218_112_000, count: 32))
    #expect(FormatTotal.of(model.tensors).map(\.format) == ["BF16"])
  }

  /// Runtimes bring what is not quantized to one type, but for what they compute with in 32 bits; the
  /// frequencies of positions are none of the model.
  @Test func countsTensorsInTheTypeTheyAreLoadedIn() throws {
    let tensors = [
      Tensor("model.layers.0.mlp.up_proj.weight", "F32", [4, 8], bytes: 128),
      Tensor("model.layers.0.mlp.gate.e_score_correction_bias", "F32", [8], bytes: 32),
      Tensor("model.layers.0.self_attn.rotary_emb.inv_freq", "F32", [16], bytes: 64),
      Tensor("model.layers.1.mlp.up_proj.weight", "F8_E4M3", [16, 16], bytes: 256),
      Tensor("model.layers.1.mlp.up_proj.weight_scale_inv", "F32", [1, 1], bytes: 4),
      Tensor("model.norm.weight", "BF16", [8], bytes: 16),
    ]
    let model = try #require(
      SafetensorsReader.read(SafetensorsFixture.source("m.safetensors", tensors)).model)
    #expect(model.weights().layers == [160, 260] && model.weights().others == 64)
    let narrow = model.weights(plainBytes: 2)
    #expect(narrow.layers == [64 + 32, 260] && narrow.outputNorm == 16)
    #expect(model.weights(plainBytes: 4).outputNorm == 32)
  }

  @Test func countsPackedWeightsAndNoScales() throws {
    let tensors = [
      Tensor("model.layers.0.mlp.up_proj.qweight", "I32", [64, 32], bytes: 8192),
      Tensor("model.layers.0.mlp.up_proj.qzeros", "I32", [1, 32], bytes: 128),
      Tensor("model.layers.0.mlp.up_proj.scales", "F16", [1, 256], bytes: 512),
      Tensor("model.layers.1.mlp.experts.gate_up_proj_blocks", "U8", [4, 8, 16], bytes: 512),
      Tensor("model.layers.1.mlp.experts.gate_up_proj_scales", "U8", [4, 8], bytes: 32),
      Tensor("model.layers.2.mlp.up_proj.weight", "U8", [128, 1], bytes: 128),
      Tensor("model.layers.2.mlp.up_proj.weight.absmax", "F32", [4], bytes: 16),
      Tensor("model.layers.3.mlp.up_proj.weight", "F8_E4M3", [16, 16], bytes: 256),
      Tensor("model.layers.3.mlp.up_proj.weight_scale_inv", "F32", [1, 1], bytes: 4),
      Tensor("model.layers.4.mlp.up_proj.weight", "I8", [16, 16], bytes: 256),
      Tensor("model.layers.5.mlp.up_proj.weight", "F4", [16, 16], bytes: 128),
      Tensor("vision_tower.layers.0.weight", "BF16", [16], bytes: 32),
    ]
    let model = try #require(
      SafetensorsReader.read(SafetensorsFixture.source("m.safetensors", tensors)).model)
    let parameters = model.tensors.map(\.parameters)
    #expect(parameters == [64 * 32 * 8, 0, 0, 1024, 0, 256, 0, 256, 0, 256, 256, 16])
    #expect(model.weights().layers == [8832, 544, 144, 260, 256, 128])
    #expect(model.weights().layerExperts == [0, 544, 0, 0, 0, 0])
    #expect(model.weights().others == 32)
    #expect(model.weights().output == nil)
    let byFormat = FormatTotal.of(model.tensors).map { "\($0.format) \($0.bytes)" }
    #expect(
      byFormat == [
        "I32 8320", "U8 672", "F16 512", "F8_E4M3 256", "I8 256", "F4 128", "BF16 32",
        "F32 20",
      ])
    let eight = SafetensorsReader.read(
      SafetensorsFixture.source("m.safetensors", tensors), packedBits: 8)
    let packed = try #require(eight.model?.tensors.first)
    #expect(packed.parameters == 8192)
  }

  /// Two files and their index.
  private static let shards: [String: [Tensor]] = [
    "model-1.safetensors": [Tensor("model.layers.0.a", "F16", [4], bytes: 8)],
    "model-2.safetensors": [
      Tensor("model.layers.1.a", "F16", [4], bytes: 8),
      Tensor("lm_head.weight", "F16", [8], bytes: 16),
    ],
  ]

  private static func index(
    total: Int = 32,
    _ map: String = """
    "model.layers.0.a": "model-1.safetensors", "model.layers.1.a": "model-2.safetensors",
    "lm_head.weight": "model-2.safetensors"
    """
  ) -> SourceFile {
    SourceFile(
      path: "model.safetensors.index.json",
      text: #"{"metadata": {"total_size": \#(total)}, "weight_map": {\#(map)}}"#)
  }

  private func read(
    _ index: SourceFile
  ) -> (model: SafetensorsModel?, diagnostics: [Diagnostic]) {
    SafetensorsReader.read(index: index) { name in
      Self.shards[name].map { SafetensorsFixture.source(name, $0) }
    }
  }

  @Test func joinsTheFilesOfAnIndex() throws {
    let found = read(Self.index())
    #expect(found.diagnostics == [])
    let model = try #require(found.model)
    #expect(model.files.map(\.path) == ["model-1.safetensors", "model-2.safetensors"])
    #expect(model.weights().layers == [8, 8])
    #expect(model.weights().output == 16)
  }

  @Test func warnsWhenTheTotalDiffers() {
    let found = read(Self.index(total: 33))
    #expect(found.diagnostics.map(\.severity) == [.warning])
    #expect(found.diagnostics.first?.span?.start == SourcePosition(line: 1, column: 29))
    #expect(found.model != nil)
  }

  @Test(arguments: [
    (#""a": "../model-1.safetensors""#, "shard-index"), (#""a": "/etc/passwd""#, "shard-index"),
    (#""a": "..""#, "shard-index"), (#""a": """#, "shard-index"), (#""a": 1"#, "shard-index"),
    (#""a": "x\\y""#, "shard-index"), (#""a": "x\u0000""#, "shard-index"), ("", "shard-index"),
    (#""a": "absent.safetensors""#, "missing-file"),
    (#""model.layers.0.a": "model-1.safetensors", "b": "model-1.safetensors""#, "shard-index"),
    (#""lm_head.weight": "model-2.safetensors""#, "shard-index"),
    (#""a": "x", "a": "x""#, "duplicate-key"),
  ])
  func refusesAnIndexThatDoesNotFit(map: String, id: String) {
    let found = read(Self.index(map))
    #expect(found.model == nil)
    let errors = found.diagnostics.filter { $0.severity == .error }
    #expect(errors.map(\.id.rawValue) == [id], "\(errors.map(\.summary))")
  }
}

@Suite("Hostile safetensors headers")
struct SafetensorsFaultTests {
  private func read(
    _ bytes: [UInt8]
  ) -> (model: SafetensorsModel?, diagnostics: [Diagnostic]) {
    SafetensorsReader.read(ByteSource(SourceFile(path: "m.safetensors", bytes: bytes)))
  }

  static func tensor(_ fields: String) -> String { #"{"a": {\#(fields)}}"# }

  @Test(arguments: [
    ("{}", UInt64.max, "safetensors-length", 0), ("{}", 1 << 63, "safetensors-length", 0),
    ("{}", 100_000_001, "safetensors-length", 0), ("{}", 0, "safetensors-length", 0),
    ("{}", 3, "safetensors-truncated", 8), ("{}", 1 << 20, "safetensors-truncated", 8),
    ("[]", 2, "json-syntax", 8), ("{} x", 4, "json-syntax", 11),
  ])
  func refusesLengthsAndWhatIsNoObject(header: String, length: UInt64, id: String, byte: Int) {
    let found = read(SafetensorsFixture.file(header: header, length: length))
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id])
    #expect(found.diagnostics.first?.notes.first?.text == "at byte \(byte) of the file")
  }

  @Test(arguments: [
    (tensor(#""dtype":"F16","shape":[2]"#), "safetensors-header"),
    (tensor(#""shape":[2],"data_offsets":[0,4]"#), "safetensors-header"),
    (tensor(#""dtype":"F17","shape":[2],"data_offsets":[0,4]"#), "safetensors-type"),
    (tensor(#""dtype":16,"shape":[2],"data_offsets":[0,4]"#), "safetensors-type"),
    (tensor(#""dtype":"F16","shape":[-2],"data_offsets":[0,4]"#), "safetensors-header"),
    (tensor(#""dtype":"F16","shape":[2.0],"data_offsets":[0,4]"#), "safetensors-header"),
    (
      tensor(#""dtype":"F16","shape":[9223372036854775808],"data_offsets":[0,4]"#),
      "safetensors-header"
    ),
    (
      tensor(#""dtype":"F16","shape":[4294967296,4294967296],"data_offsets":[0,0]"#),
      "safetensors-shape"
    ),
    (
      tensor(#""dtype":"F64","shape":[9223372036854775807],"data_offsets":[0,0]"#),
      "safetensors-shape"
    ),
    (tensor(#""dtype":"F16","shape":[2],"data_offsets":[0,5]"#), "safetensors-offsets"),
    (tensor(#""dtype":"F16","shape":[2],"data_offsets":[4,0]"#), "safetensors-offsets"),
    (tensor(#""dtype":"F16","shape":[2],"data_offsets":[4,8]"#), "safetensors-offsets"),
    (tensor(#""dtype":"F4","shape":[3],"data_offsets":[0,1]"#), "safetensors-offsets"),
    (
      tensor(#""dtype":"U8","shape":[0],"data_offsets":[0,9223372036854775807]"#),
      "safetensors-offsets"
    ),
    (tensor(#""dtype":"F16","shape":[2],"data_offsets":[0]"#), "safetensors-header"),
    (tensor(#""dtype":"F16","shape":[2],"data_offsets":[0,4],"x":1"#), "unknown-field"),
    (tensor(#""dtype":"F16","dtype":"F16","shape":[2]"#), "duplicate-key"),
    (
      tensor(
        #""dtype":"U8","shape":[\#(String(repeating: "1,", count: 40))1],"data_offsets":[0,1]"#),
      "safetensors-shape"
    ),
    (#"{"a": 1}"#, "json-syntax"), (#"{"__metadata__": {"a": 1}}"#, "safetensors-header"),
    (#"{"__metadata__": [[[[[[[[[[[1]]]]]]]]]]]}"#, "json-syntax"),
    (
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"a":{"dtype":"U8"}}"#, "duplicate-key"
    ),
    (
      #"{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"#
        + #""b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]}}"#, "safetensors-offsets"
    ),
  ])
  func refusesTensorsThatContradictThemselves(header: String, id: String) {
    let found = read(SafetensorsFixture.file(header: header))
    #expect(found.model == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id], "\(found.diagnostics.map(\.summary))")
  }

  @Test(arguments: [
    ("GGUF\u{3}\0\0\0", "GGUF"), ("version https://git-lfs", "Git LFS"),
    ("PK\u{3}\u{4}aaaaaaaa", "PyTorch"),
  ])
  func namesTheFormatOfAnotherFile(text: String, word: String) {
    let help = read(Array(text.utf8)).diagnostics.first?.help.first ?? ""
    #expect(help.contains(word), "\(help)")
  }

  @Test func refusesAFileCutAnywhereInItsHeader() {
    let whole = SafetensorsFixture.file(
      header: SafetensorsFixture.header([.init("model.layers.0.a", "F16", [4, 2], bytes: 16)]))
    #expect(read(whole).diagnostics.map(\.id) == ["truncated-data"])
    for count in 0..<whole.count {
      #expect(read(Array(whole[..<count])).diagnostics.map(\.id) == ["safetensors-truncated"])
      var shorter = Array(whole[..<count])
      guard count > 8 else { continue }
      shorter.replaceSubrange(
        0..<8, with: SafetensorsFixture.file(header: "", length: UInt64(count - 8)))
      let cut = read(shorter)
      #expect(cut.model == nil || whole[count...].allSatisfy { $0 == 0x20 }, "cut at \(count)")
    }
  }
}
