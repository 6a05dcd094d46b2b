/// Writes GGUF headers for tests, also wrong ones.
package struct GGUFWriter {
  package var bytes: [UInt8] = []

  package init() {}

  /// A header with metadata and tensors whose data are not there.
  package static func header(
    version: UInt32 = 3, metadata: [(String, Value)], tensors: [Tensor], alignment: UInt64 = 32
  ) -> [UInt8] {
    var writer = GGUFWriter()
    writer.bytes += Array("GGUF".utf8)
    writer.append(version)
    writer.append(UInt64(tensors.count))
    writer.append(UInt64(metadata.count))
    for (key, value) in metadata {
      writer.append(key)
      writer.append(value)
    }
    var offset: UInt64 = 0
    for tensor in tensors {
      writer.append(tensor.name)
      writer.append(UInt32(tensor.shape.count))
      for size in tensor.shape { writer.append(size) }
      writer.append(tensor.type)
      writer.append(tensor.offset ?? offset)
      offset += (tensor.bytes + alignment - 1) / alignment * alignment
    }
    return writer.bytes
  }

  package enum Value: Sendable {
    case uint32(UInt32)
    case uint64(UInt64)
    case int32(Int32)
    case float(Float)
    case flag(Bool)
    case text(String)
    case texts([String])
    case integers([Int32])
    case floats([Float])
    case raw(type: UInt32, [UInt8])
  }

  package struct Tensor {
    package var name: String
    package var shape: [UInt64]
    package var type: UInt32
    package var offset: UInt64?

    package init(_ name: String, _ shape: [UInt64], _ type: UInt32, offset: UInt64? = nil) {
      self.name = name
      self.shape = shape
      self.type = type
      self.offset = offset
    }

    /// Bytes in the types that tests use: F32, F16, Q8_0, Q4_K and Q6_K.
    package var bytes: UInt64 {
      let elements = shape.reduce(1, &*)
      return switch type {
      case 0: elements &* 4
      case 1: elements &* 2
      case 8: elements / 32 &* 34
      case 12: elements / 256 &* 144
      case 14: elements / 256 &* 210
      default: 0
      }
    }
  }

  package mutating func append(_ value: some FixedWidthInteger) {
    withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
  }

  package mutating func append(_ text: String) {
    append(UInt64(text.utf8.count))
    bytes += Array(text.utf8)
  }

  package mutating func append(_ value: Value) {
    switch value {
    case .uint32(let value):
      append(UInt32(4))
      append(value)
    case .uint64(let value):
      append(UInt32(10))
      append(value)
    case .int32(let value):
      append(UInt32(5))
      append(value)
    case .float(let value):
      append(UInt32(6))
      append(value.bitPattern)
    case .flag(let value):
      append(UInt32(7))
      bytes.append(value ? 1 : 0)
    case .text(let value):
      append(UInt32(8))
      append(value)
    case .texts(let values):
      append(UInt32(9))
      append(UInt32(8))
      append(UInt64(values.count))
      for value in values { append(value) }
    case .integers(let values):
      append(UInt32(9))
      append(UInt32(5))
      append(UInt64(values.count))
      for value in values { append(value) }
    case .floats(let values):
      append(UInt32(9))
      append(UInt32(6))
      append(UInt64(values.count))
      for value in values { append(value.bitPattern) }
    case .raw(let type, let value):
      append(type)
      bytes += value
    }
  }
}

/// GGUF headers of models.
package enum GGUFFixture {
  /// Metadata of a small model of the family `llama`, with a vocabulary and a chat template.
  package static let smallMetadata: [(String, GGUFWriter.Value)] = [
    ("general.architecture", .text("llama")), ("general.name", .text("Small – test")),
    ("general.file_type", .uint32(15)), ("llama.block_count", .uint32(2)),
    ("llama.context_length", .uint32(8192)), ("llama.embedding_length", .uint32(512)),
    ("llama.feed_forward_length", .uint32(1024)), ("llama.attention.head_count", .uint32(8)),
    ("llama.attention.head_count_kv", .integers([2, 2])),
    ("llama.attention.layer_norm_rms_epsilon", .float(1e-5)),
    ("llama.rope.freq_base", .float(500_000)), ("tokenizer.ggml.model", .text("llama")),
    ("tokenizer.ggml.add_bos_token", .flag(true)),
    ("tokenizer.ggml.tokens", .texts((0..<1000).map { "token \($0)" })),
    ("tokenizer.chat_template", .text(String(repeating: "{{ x }}", count: 1000))),
  ]

  /// The tensors of one block of the family `llama`.
  package static func block(
    _ layer: Int, hidden: UInt64, feedForward: UInt64, kvWidth: UInt64, type: UInt32,
    valueType: UInt32? = nil
  ) -> [GGUFWriter.Tensor] {
    let name = { (part: String) in "blk.\(layer).\(part).weight" }
    return [
      .init(name("attn_norm"), [hidden], 0), .init(name("ffn_norm"), [hidden], 0),
      .init(name("attn_q"), [hidden, hidden], type),
      .init(name("attn_k"), [hidden, kvWidth], type),
      .init(name("attn_v"), [hidden, kvWidth], valueType ?? type),
      .init(name("attn_output"), [hidden, hidden], type),
      .init(name("ffn_gate"), [hidden, feedForward], type),
      .init(name("ffn_up"), [hidden, feedForward], type),
      .init(name("ffn_down"), [feedForward, hidden], valueType ?? type),
    ]
  }

  package static let smallTensors: [GGUFWriter.Tensor] =
    [.init("token_embd.weight", [512, 1000], 12)]
    + (0..<2).flatMap { block($0, hidden: 512, feedForward: 1024, kvWidth: 128, type: 12) }
    + [.init("output_norm.weight", [512], 0), .init("output.weight", [512, 1000], 14)]

  package static let small = GGUFWriter.header(metadata: smallMetadata, tensors: smallTensors)

  /// The same with a short vocabulary, for tests that read it very often.
  package static let tiny = GGUFWriter.header(
    metadata: smallMetadata.filter { !$0.0.hasPrefix("tokenizer") } + [
      ("tokenizer.ggml.model", .text("llama")), ("tokenizer.ggml.tokens", .texts(["a", "é", ""])),
    ], tensors: Array(smallTensors[..<6]))

  /// Llama 3.1 8B in the mix Q4_K_M, tensor by tensor.
  package static var llama: [UInt8] {
    let better = Set((0..<32).filter { $0 < 4 || $0 >= 28 || ($0 - 4) % 3 == 2 })
    var metadata = smallMetadata.filter {
      !$0.0.hasPrefix("llama.") && $0.0 != "tokenizer.ggml.tokens" && $0.0 != "tokenizer.ggml.model"
    }
    metadata += [
      ("llama.block_count", .uint32(32)), ("llama.context_length", .uint32(131_072)),
      ("llama.embedding_length", .uint32(4096)), ("llama.feed_forward_length", .uint32(14_336)),
      ("llama.attention.head_count", .uint32(32)), ("llama.attention.head_count_kv", .uint32(8)),
      ("llama.attention.key_length", .uint32(128)), ("llama.attention.value_length", .uint32(128)),
      ("llama.vocab_size", .uint32(128_256)), ("tokenizer.ggml.model", .text("none")),
      ("llama.attention.layer_norm_rms_epsilon", .float(1e-5)),
    ]
    var tensors: [GGUFWriter.Tensor] = [.init("token_embd.weight", [4096, 128_256], 12)]
    for layer in 0..<32 {
      tensors += block(
        layer, hidden: 4096, feedForward: 14_336, kvWidth: 1024, type: 12,
        valueType: better.contains(layer) ? 14 : 12)
    }
    tensors += [
      .init("output_norm.weight", [4096], 0), .init("output.weight", [4096, 128_256], 14),
    ]
    return GGUFWriter.header(metadata: metadata, tensors: tensors)
  }
}
