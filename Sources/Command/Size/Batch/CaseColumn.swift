/// The columns of a file of cases; the raw value is the name in the file's first row.
enum CaseColumn: String, CaseIterable, Sendable {
  case id = "case_id"
  case model = "model_id"
  /// A Hugging Face `config.json` in place of an id, absolute or relative to the file of cases.
  case modelConfig = "model_config"
  case quantization
  /// Whether the file is made with an importance matrix.
  case importanceMatrix = "importance_matrix"
  /// Over all slots together.
  case context = "context_tokens"
  case parallel
  case keyType = "kv_type_k"
  case valueType = "kv_type_v"
  case flashAttention = "flash_attention"
  /// Tokens that llama.cpp takes on at once.
  case batchSize = "batch_size"
  case microBatch = "micro_batch"
  case logits
  /// How many cards.
  case cardCount = "gpus"
  /// `default`, `best`, or shares of the layers, separated by `;`.
  case split
  /// `all`, or how many units are on cards.
  case gpuLayers = "gpu_layers"
  /// `all`, or of how many layers the experts stay in host memory.
  case expertsOnCPU = "experts_on_cpu"
  case runtime
  /// The card's id, with `:COUNT` for several; several ids are separated by `;`.
  case gpu
  /// The processor's id, with `:COUNT` for several sockets.
  case cpu
  /// Speed of its memory in MT/s.
  case memoryMegatransfers = "ram_mt_s"
  /// Memory of the machine in GiB.
  case memoryGibibytes = "ram_gib"
  /// The drive's id, or its rate in GB/s.
  case disk
  /// Tokens per second that each of the users shall have who are counted.
  case usersAt = "users_at"
  /// A draft model's id, with `:MIX` or `:FORMAT`.
  case draft
  /// A GGUF file as draft model, absolute or relative to the file of cases.
  case draftGGUF = "draft_gguf"
  case draftKeyType = "draft_kv_type_k"
  case draftValueType = "draft_kv_type_v"
  /// `all`, or how many units of the draft model are on cards.
  case draftGPULayers = "draft_gpu_layers"
  /// Numbers of the cards that the draft model is put on, separated by `;`.
  case draftCards = "draft_cards"
  /// Tokens that the draft model guesses ahead.
  case draftTokens = "draft_tokens"
  /// Whether the model's towers for pictures and sound are loaded.
  case towers
  /// A GGUF file of towers and their projector, absolute or relative to the file of cases.
  case projector
}

extension CaseColumn {
  /// The columns of what is in a machine beside its cards.
  static let ofMachines: Set<CaseColumn> = [.cpu, .memoryMegatransfers, .memoryGibibytes, .disk]

  /// The columns that stand for an option of the command, where they have other names.
  static func meant(by option: String) -> [CaseColumn] {
    switch option.lowercased().replacing("-", with: "_") {
    case "model": [.model]
    case "q": [.quantization]
    case "imatrix": [.importanceMatrix]
    case "c", "context": [.context]
    case "p": [.parallel]
    case "g": [.gpu]
    case "kv_cache": [.keyType, .valueType]
    case "draft_kv_cache": [.draftKeyType, .draftValueType]
    default: []
    }
  }
}
