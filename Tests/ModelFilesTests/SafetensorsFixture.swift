import Diagnostics
import ModelFiles

/// Writes safetensors headers for tests.
enum SafetensorsFixture {
  struct Tensor {
    var name: String
    var type: String
    var shape: [Int]
    var bytes: Int

    init(_ name: String, _ type: String, _ shape: [Int], bytes: Int) {
      self.name = name
      self.type = type
      self.shape = shape
      self.bytes = bytes
    }
  }

  /// A file of a header and nothing behind it.
  static func file(header: String, length: UInt64? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = length ?? UInt64(header.utf8.count)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * shift))) }
    return bytes + Array(header.utf8)
  }

  /// The header of tensors that lie one behind the other, padded as the library does.
  static func header(_ tensors: [Tensor]) -> String {
    var offset = 0
    var parts = [#""__metadata__": {"format": "pt"}"#]
    for tensor in tensors {
      let shape = tensor.shape.map(String.init).joined(separator: ",")
      let end = offset + tensor.bytes
      parts.append(
        #""\#(tensor.name)":{"dtype":"\#(tensor.type)","shape":[\#(shape)],"#
          + #""data_offsets":[\#(offset),\#(end)]}"#)
      offset = end
    }
    return "{" + parts.joined(separator: ",") + "}   "
  }

  static func source(_ path: String, _ tensors: [Tensor]) -> ByteSource {
    let bytes = file(header: header(tensors))
    let size = bytes.count + tensors.reduce(0) { $0 + $1.bytes }
    return ByteSource(path: path, size: Int64(size)) { offset, count in
      guard offset < Int64(bytes.count) else { throw ReadBeyond(offset: offset) }
      let start = Int(offset)
      let held = Array(bytes[start..<min(start + count, bytes.count)])
      return held + [UInt8](repeating: 0xAA, count: count - held.count)
    }
  }

  /// Llama 3.1 8B in BF16, tensor by tensor.
  static var llama: [Tensor] {
    var tensors: [Tensor] = []
    let add = { (name: String, shape: [Int]) in
      tensors.append(Tensor(name, "BF16", shape, bytes: 2 * shape.reduce(1, *)))
    }
    add("lm_head.weight", [128_256, 4096])
    add("model.embed_tokens.weight", [128_256, 4096])
    for layer in 0..<32 {
      let name = "model.layers.\(layer)."
      add(name + "input_layernorm.weight", [4096])
      add(name + "mlp.down_proj.weight", [4096, 14_336])
      add(name + "mlp.gate_proj.weight", [14_336, 4096])
      add(name + "mlp.up_proj.weight", [14_336, 4096])
      add(name + "post_attention_layernorm.weight", [4096])
      add(name + "self_attn.k_proj.weight", [1024, 4096])
      add(name + "self_attn.o_proj.weight", [4096, 4096])
      add(name + "self_attn.q_proj.weight", [4096, 4096])
      add(name + "self_attn.v_proj.weight", [1024, 4096])
    }
    add("model.norm.weight", [4096])
    return tensors
  }
}
