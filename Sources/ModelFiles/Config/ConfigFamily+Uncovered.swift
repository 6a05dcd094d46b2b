extension ConfigFamily {
  /// What models of a type have that the engine does not size, whatever their fields say; `nil` for a
  /// type of which nothing is known.
  ///
  /// Source: the modelling code of Hugging Face transformers, and llama.cpp's graphs of the same
  /// models.
  static func uncovered(_ modelType: String) -> ModelFeature? {
    switch modelType {
    case "albert", "bert", "camembert", "deberta", "deberta-v2", "distilbert", "electra", "esm",
      "eurobert", "longformer", "mobilebert", "modernbert", "mpnet", "neobert", "nomic_bert",
      "roberta", "roformer", "xlm", "xlm-roberta":
      .encoder
    case "bart", "blenderbot", "led", "longt5", "m2m_100", "marian", "mbart", "mt5", "nllb-moe",
      "pegasus", "prophetnet", "t5", "umt5", "whisper":
      .encoder
    case "gpt2", "gpt_bigcode", "gpt_neo", "openai-gpt", "opt": .learnedPositions
    case "codegen", "falcon", "gpt_neox", "gptj", "phi": .parallelBlocks
    // Its `intermediate_size` is that of both halves, and its heads have biases that no field states.
    case "qwen": .pairedWidth
    case "jetmoe": .attentionExperts
    // Two feed-forward parts too, and experts beside both.
    case "longcat_flash": .pairedAttention
    case "retnet": .linearAttention
    case "bloom", "mpt": .distanceBias
    case "dbrx": .clippedProjections
    case "falcon_mamba", "jamba", "mamba": .firstStateSpace
    case "zamba", "zamba2": .stateSpace
    // No field states its gates.
    case "afmoe": .gatedAttention
    case "rwkv", "rwkv5", "rwkv6", "rwkv7": .linearAttention
    default: nil
    }
  }
}
