/// A tensor of a projector's file from whose sizes llama.cpp takes the width of what it makes.
private struct ProjectorEnd {
  let tensor: String
  /// The dimension that is the width: 0 for the row, 1 for the number of rows.
  let dimension: Int

  init(_ tensor: String, _ dimension: Int) {
    self.tensor = tensor
    self.dimension = dimension
  }
}

extension GGUFModel {
  /// The width of what a projector's file makes of a picture or of sound, with the tensor that tells it;
  /// `nil` for a kind of projector that is not known.
  ///
  /// llama.cpp refuses a projector whose width is not that of the model's embedding.
  ///
  /// Source: `clip_n_mmproj_embd` and the names in llama.cpp's `tools/mtmd`.
  package var projectorWidth: (tensor: String, width: Int64)? {
    for key in ["clip.projector_type", "clip.vision.projector_type", "clip.audio.projector_type"] {
      guard let type = files.first?.text(key) else { continue }
      for end in Self.ends(of: type) {
        guard let shape = tensors.first(where: { $0.name == end.tensor })?.shape,
          shape.indices.contains(end.dimension)
        else { continue }
        return (end.tensor, shape[end.dimension])
      }
    }
    return nil
  }

  /// The tensors that tell the width, of which the first that is there counts.
  private static func ends(of type: String) -> [ProjectorEnd] {
    switch type {
    case "mlp": [ProjectorEnd("mm.3.bias", 0), ProjectorEnd("mm.2.weight", 1)]
    case "phi4", "pixtral", "lightonocr", "dots_ocr", "lfm2", "kimivl", "paddleocr", "kimik25",
      "yasa2", "mimovl":
      [ProjectorEnd("mm.2.weight", 1)]
    case "qwen2vl_merger", "qwen2.5vl_merger", "qwen3vl_merger", "exaone4_5", "youtuvl":
      [ProjectorEnd("mm.2.bias", 0)]
    case "janus_pro": [ProjectorEnd("mm.1.bias", 0)]
    case "gemma3", "gemma3nv": [ProjectorEnd("mm.input_projection.weight", 0)]
    case "gemma4v", "gemma4uv", "gemma4a", "gemma4ua":
      [ProjectorEnd("mm.input_projection.weight", 1)]
    case "idefics3", "llama4", "step3vl", "hunyuanvl", "deepseekocr", "deepseekocr2":
      [ProjectorEnd("mm.model.fc.weight", 1)]
    case "internvl", "nemotron_v2_vl": [ProjectorEnd("mm.model.mlp.3.weight", 1)]
    case "glm4v", "cogvlm", "minicpmv4_6": [ProjectorEnd("mm.down.weight", 1)]
    case "resampler": [ProjectorEnd("resampler.proj.weight", 0)]
    case "adapter": [ProjectorEnd("adapter.linear.dense_4h_to_h.weight", 1)]
    case "ultravox", "voxtral", "musicflamingo", "qwen3a", "glma":
      [ProjectorEnd("mm.a.mlp.2.weight", 1)]
    case "qwen2a": [ProjectorEnd("mm.a.fc.weight", 1)]
    default: []
    }
  }
}
