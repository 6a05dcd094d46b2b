internal import Sizing

/// An entry of a file's metadata that the loader of an architecture reads.
///
/// llama.cpp reads each entry in one type, and refuses a file that gives it another, however well the value
/// would fit. Lists with a value for each block must have just that many.
///
/// Source: `get_key`, `get_key_or_arr` and `get_arr` of llama.cpp's `llama-model-loader.cpp` (2026).
struct ExpectedEntry {
  /// The key, without the architecture in front where it is one of that.
  let key: String
  /// The type of the value, or of the elements of a list.
  let type: GGUFValueType
  /// In what lists the value may be.
  let list: ListForm
  /// Whether a file without it is refused.
  let isRequired: Bool

  /// A list in place of one value.
  enum ListForm: Equatable {
    /// None is taken.
    case none
    /// One value for each block of the file, those that draft tokens included.
    case blocks
    /// One value for each block that does more than draft tokens.
    case layers
    /// Just so many values.
    case exactly(Int)
    /// A list is passed over, as if the entry were not there.
    case passedOver
    /// Always a list, with a value for each block or more.
    case always
  }

  private init(_ key: String, _ type: GGUFValueType, _ list: ListForm, isRequired: Bool) {
    self.key = key
    self.type = type
    self.list = list
    self.isRequired = isRequired
  }

  /// An entry that must be there.
  static func needs(
    _ key: String, _ type: GGUFValueType = .uint32, _ list: ListForm = .none
  ) -> ExpectedEntry {
    ExpectedEntry(key, type, list, isRequired: true)
  }

  /// An entry that may be absent.
  static func takes(
    _ key: String, _ type: GGUFValueType = .uint32, _ list: ListForm = .none
  ) -> ExpectedEntry {
    ExpectedEntry(key, type, list, isRequired: false)
  }

  /// Whether elements of a list may have a type: whole numbers of 32 bits are taken with either sign.
  func takes(element type: GGUFValueType) -> Bool {
    guard self.type == .uint32 else { return type == self.type }
    return type == .uint32 || type == .int32 || type == .bool
  }
}

extension ExpectedEntry {
  /// The entries of an architecture that are read of every file.
  ///
  /// Source: `load_hparams` in llama.cpp's `llama-model.cpp` (2026).
  static let ofAll: [ExpectedEntry] = [
    .needs("block_count"), .needs("context_length"), .needs("embedding_length"),
    .takes("embedding_length_out"), .takes("attention.causal", .bool), .takes("pooling_type"),
    .takes("expert_count"), .takes("expert_used_count"), .takes("expert_group_count"),
    .takes("expert_group_used_count"), .takes("feed_forward_length", .uint32, .blocks),
    .takes("attention.head_count", .uint32, .blocks),
    .takes("attention.head_count_kv", .uint32, .blocks), .takes("attention.key_length"),
    .takes("attention.value_length"), .takes("attention.key_length_swa"),
    .takes("attention.value_length_swa"), .takes("rope.dimension_count"),
    .takes("rope.dimension_count_swa"), .takes("rope.freq_base", .float32),
    .takes("rope.scaling.finetuned", .bool), .takes("rope.scaling.original_context_length"),
    .takes("rope.scaling.type", .string), .takes("rope.scaling.factor", .float32),
    .takes("rope.scale_linear", .float32), .takes("rope.scaling.attn_factor", .float32),
    .takes("rope.scaling.alpha", .float32),
  ]

  /// The entries about the vocabulary, whose keys begin with no architecture.
  ///
  /// Source: `llama_vocab::impl::load` in llama.cpp's `llama-vocab.cpp` (2026).
  static let ofTokenizers: [ExpectedEntry] = [
    .needs("tokenizer.ggml.model", .string), .takes("tokenizer.ggml.pre", .string),
    .takes("tokenizer.ggml.token_type_count"), .takes("tokenizer.ggml.bos_token_id"),
    .takes("tokenizer.ggml.eos_token_id"), .takes("tokenizer.ggml.add_bos_token", .bool),
    .takes("tokenizer.ggml.add_eos_token", .bool), .takes("tokenizer.ggml.add_sep_token", .bool),
    .takes("tokenizer.ggml.add_space_prefix", .bool), .takes("general.name", .string),
    .takes("general.file_type"),
  ]

  /// The names of tokenizers that llama.cpp has.
  static let tokenizers = [
    "llama", "gpt2", "gemma4", "bert", "t5", "rwkv", "plamo2", "hybriddna", "whitespace", "none",
    "no_vocab",
  ]

  /// Of these, those that need a list of merges.
  static let tokenizersWithMerges: Set<String> = ["gpt2", "gemma4", "hybriddna", "whitespace"]

  /// How positions may be scaled.
  static let ropeScalings = ["none", "linear", "yarn", "longrope"]

  /// The way of choosing experts that the loader of compressed attention asks for, by its number.
  static let rootedScores: Int64 = 4
}
