import Diagnostics
import ModelFiles
import Sizing
import TestSupport
import Testing

/// Checkpoints against their configurations, tensor by tensor.
@Suite("Tensors of checkpoints")
struct CheckpointTests {
  private typealias Tensor = SafetensorsFixture.Tensor

  /// What is said of a class's tensors, changed, beside its configuration.
  private func faults(
    _ name: String, stating field: (old: String, new: String)? = nil,
    _ change: (inout [Tensor]) -> Void = { _ in }
  ) throws -> [String] {
    let entry = try CheckpointClass.named(name)
    var tensors = entry.tensors
    change(&tensors)
    var config = entry.config
    if let field { config.replace(field.old, with: field.new) }
    let source = SourceFile(path: "config.json", text: config)
    let found = ModelConfigReader.read(source)
    let shape = try #require(found.model?.model, "\(found.diagnostics.map(\.summary))")
    let read = SafetensorsReader.read(SafetensorsFixture.source("model.safetensors", tensors))
    let model = try #require(read.model, "\(read.diagnostics.map(\.summary))")
    return model.faults(against: shape, in: "config.json").map {
      "\($0.id.rawValue): \($0.summary)"
    }
  }

  @Test(arguments: CheckpointClass.all)
  func takesTheTensorsOfEachClass(_ entry: CheckpointClass) throws {
    let said = try faults(entry.name)
    #expect(said == [])
  }

  /// Whatever tensor is missing, and whatever size differs, it is said.
  @Test(arguments: CheckpointClass.all)
  func missesEachTensor(_ entry: CheckpointClass) throws {
    var random = SeededGenerator(seed: 7)
    for _ in 0..<4 {
      let index = try #require(entry.tensors.indices.randomElement(using: &random))
      let name = entry.tensors[index].name
      // Two loaders take files without these.
      guard !name.hasSuffix("layer_scalar"), !name.hasSuffix("conv1d.bias"),
        !name.contains("e_score_correction_bias")
      else { continue }
      let missing = try faults(entry.name) { $0.remove(at: index) }
      #expect(missing.count == 1, "\(name): \(missing)")
      let wider = try faults(entry.name) { tensors in
        tensors[index].shape[tensors[index].shape.count - 1] += 1
        let width = tensors[index].bytes / entry.tensors[index].shape.reduce(1, *)
        tensors[index].bytes = width * tensors[index].shape.reduce(1, *)
      }
      #expect(
        wider.count == 1 && wider[0].hasPrefix("safetensors-tensor-differs"), "\(name): \(wider)")
    }
  }

  /// Classes with towers put the language model one level down; some files have no level at all.
  @Test(arguments: ["language_model.model.", "model.language_model.", ""])
  func takesModulesAroundTheModel(prefix: String) throws {
    let said = try faults("gemma3_text") { tensors in
      for index in tensors.indices {
        tensors[index].name.replace("model.", with: prefix, maxReplacements: 1)
      }
    }
    #expect(said == [])
  }

  @Test func namesWhatIsMissing() throws {
    let found = try faults("llama") { $0.removeAll { $0.name.contains("1.self_attn.k_proj") } }
    #expect(
      found == [
        "safetensors-tensor-missing: the tensor 'model.layers.1.self_attn.k_proj.weight' is "
          + "missing, expected 128 × 256 elements by 'config.json'"
      ])
    let all = try faults("llama") { $0.removeAll { $0.name.contains("mlp.") } }
    #expect(
      all == [
        "safetensors-tensor-missing: the tensor 'model.layers.0.mlp.gate_proj.weight' is missing, "
          + "expected 512 × 256 elements by 'config.json'; 5 more are missing too"
      ])
    #expect(
      try faults("llama") { $0.removeAll() } == [
        "safetensors-tensor-missing: the files hold no tensors, expected those of 2 layers by "
          + "'config.json'"
      ])
    let bias = try faults("qwen2") { $0.removeAll { $0.name.hasSuffix("0.self_attn.q_proj.bias") } }
    #expect(bias.first?.contains("'model.layers.0.self_attn.q_proj.bias' is missing") == true)
  }

  @Test func namesOtherSizes() throws {
    let found = try faults("llama") { tensors in
      for index in tensors.indices where tensors[index].name.hasSuffix("k_proj.weight") {
        tensors[index].shape = [256, 256]
        tensors[index].bytes *= 2
      }
    }
    #expect(
      found == [
        "safetensors-tensor-differs: the tensor 'model.layers.0.self_attn.k_proj.weight' has "
          + "256 × 256 elements in BF16, expected 128 × 256 elements by 'config.json'; "
          + "1 more differ too"
      ])
  }

  @Test(arguments: [(1, 3, "1 layer"), (3, 1, "3 layers")])
  func countsLayers(count: Int, stated: Int, held: String) throws {
    let found = try faults(
      "llama",
      stating: (#""num_hidden_layers": 2"#, #""num_hidden_layers": \#(stated)"#)
    ) { tensors in
      let first = tensors.filter { $0.name.contains(".layers.0.") }
      tensors.removeAll { $0.name.contains(".layers.") }
      for layer in 0..<count {
        for var tensor in first {
          tensor.name.replace(".layers.0.", with: ".layers.\(layer).")
          tensors.append(tensor)
        }
      }
    }
    #expect(
      found == [
        "safetensors-tensor-differs: the files hold tensors of \(held), expected \(stated) by "
          + "'config.json'"
      ])
  }

  @Test func countsExperts() throws {
    let found = try faults("mixtral") {
      $0.removeAll { $0.name.contains("1.block_sparse_moe.experts.3") }
    }
    #expect(
      found == [
        "safetensors-tensor-differs: the files hold 3 experts of which one is "
          + "'model.layers.1.block_sparse_moe.experts.0.w1.weight', expected 4 by 'config.json'; "
          + "2 more differ too"
      ])
    let fused = try faults(
      "gpt_oss",
      stating: (#""num_local_experts": 4"#, #""num_local_experts": 8"#))
    #expect(fused.count == 1 && fused[0].contains("expected 8 × 256 elements"), "\(fused)")
  }

  /// Draft blocks, towers, an output matrix that is tied: named with their bytes, and not an error.
  @Test func tellsWhatIsBesideTheModel() throws {
    let drafts = try faults("deepseek_v3") {
      $0.append(Tensor("model.layers.3.eh_proj.weight", "BF16", [256, 512], bytes: 262_144))
      $0.append(Tensor("model.layers.3.self_attn.o_proj.weight", "BF16", [2, 2], bytes: 8))
      $0.append(Tensor("vision_tower.layers.7.mlp.weight", "BF16", [2, 2], bytes: 8))
    }
    #expect(
      drafts == [
        "safetensors-surplus: 3 tensors of 262160 bytes are none of those that 'config.json' "
          + "describes, such as 'model.layers.3.eh_proj.weight'"
      ])
    let tied = try faults("qwen3") {
      $0.append(Tensor("lm_head.weight", "BF16", [1000, 256], bytes: 512_000))
      $0.append(Tensor("model.layers.0.mlp.new.weight", "BF16", [4], bytes: 8))
    }
    #expect(
      tied == [
        "safetensors-surplus: the tensor 'model.layers.0.mlp.new.weight' of 8 bytes is none of those "
          + "that 'config.json' describes",
        "safetensors-surplus: the tensor 'lm_head.weight' of 512000 bytes is none of those that "
          + "'config.json' describes",
      ])
  }

  // MARK: Quantized checkpoints

  /// The matrices of layers in another form, which `change` gives for rows and row lengths.
  private func quantized(
    _ name: String, _ change: (_ module: String, _ rows: Int, _ row: Int) -> [Tensor]
  ) throws -> [String] {
    try faults(name) { tensors in
      tensors = tensors.flatMap { tensor -> [Tensor] in
        guard tensor.name.contains("_proj.weight"), tensor.shape.count == 2 else { return [tensor] }
        return change(
          String(tensor.name.dropLast(".weight".count)), tensor.shape[0], tensor.shape[1])
      }
    }
  }

  /// AWQ packs outputs, GPTQ inputs; two in a byte are what bitsandbytes and NVFP4 have.
  @Test(arguments: ["llama", "qwen3_moe", "deepseek_v3"])
  func countsPackedWeights(name: String) throws {
    let awq = try quantized(name) { module, rows, row in
      [
        Tensor(module + ".qweight", "I32", [row, rows / 8], bytes: row * rows / 2),
        Tensor(module + ".qzeros", "I32", [row / 32, rows / 8], bytes: row * rows / 64),
        Tensor(module + ".scales", "F16", [row / 32, rows], bytes: row * rows / 16),
      ]
    }
    let gptq = try quantized(name) { module, rows, row in
      [
        Tensor(module + ".qweight", "I32", [row * 3 / 32, rows], bytes: row * 3 / 32 * rows * 4),
        Tensor(module + ".g_idx", "I32", [row], bytes: 4 * row),
      ]
    }
    let bytes = try quantized(name) { module, rows, row in
      [
        Tensor(module + ".weight", "F8_E4M3", [rows, row], bytes: rows * row),
        Tensor(module + ".weight_scale_inv", "F32", [rows / 32, 1], bytes: rows / 32 * 4),
      ]
    }
    let halves = try quantized(name) { module, rows, row in
      [
        Tensor(module + ".weight", "U8", [rows * row / 2, 1], bytes: rows * row / 2),
        Tensor(module + ".weight.absmax", "F32", [4], bytes: 16),
      ]
    }
    #expect([awq, gptq, bytes, halves] == [[], [], [], []])
    let narrow = try quantized(name) { module, rows, row in
      [Tensor(module + ".qweight", "I32", [row, rows / 8 + 1], bytes: row * (rows / 8 + 1) * 4)]
    }
    #expect(narrow.first?.contains("in I32, expected") == true, "\(narrow)")
  }

  @Test func countsExpertsInBlocks() throws {
    func blocks(_ count: Int) throws -> [String] {
      try faults("gpt_oss") { tensors in
        tensors = tensors.map { tensor in
          guard tensor.shape.count == 3 else { return tensor }
          let weights = tensor.shape.dropFirst().reduce(1, *) * count
          return Tensor(
            tensor.name + "_blocks", "U8", [count, weights / count / 32, 16], bytes: weights / 2)
        }
      }
    }
    #expect(try blocks(4) == [])
    #expect(try blocks(3).count == 1)
  }
}
