/// Writes safetensors headers for tests.
package enum SafetensorsFixture {
  package struct Tensor {
    package var name: String
    package var type: String
    package var shape: [Int]
    package var bytes: Int

    package init(_ name: String, _ type: String, _ shape: [Int], bytes: Int) {
      self.name = name
      self.type = type
      self.shape = shape
      self.bytes = bytes
    }
  }

  /// A file of a header and nothing behind it.
  package static func file(header: String, length: UInt64? = nil) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = length ?? UInt64(header.utf8.count)
    for shift in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: count >> (8 * shift))) }
    return bytes + Array(header.utf8)
  }

  /// The header of tensors that lie one behind the other, padded as the library does.
  package static func header(_ tensors: [Tensor]) -> String {
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

  /// Llama 3.1 8B in BF16, tensor by tensor.
  package static var llama: [Tensor] {
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
