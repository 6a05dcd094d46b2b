internal import Sizing

/// What a family of configurations leaves unsaid: the values its fields take when they are absent,
/// and how its blocks are built.
///
/// The key is `model_type`. Source: the configuration classes and modelling code of Hugging Face
/// transformers, and the architecture that llama.cpp's converter writes for each.
struct ConfigFamily: Sendable, Equatable {
  /// The engine's architecture.
  let architecture: Architecture
  /// Whether the output matrix is the input embedding when the configuration does not say.
  var tiesByDefault = false
  /// Whether `attention_bias` also puts a bias on the projection behind attention.
  var biasesOutput = true
  /// Whether the family has biases on queries, keys and values whatever the fields say.
  var alwaysBiases = false
  /// Whether a window in the configuration is one that llama.cpp leaves unused.
  var ignoresWindow = false
  /// Whether that window counts only where `use_sliding_window` is true.
  var switchesWindow = false
  /// Whether the model type is known, rather than taken for the nearest family by its fields.
  var isKnown = true
  /// What the family's graph holds beyond a plain decoder.
  var covers: Set<ModelFeature> = []
  /// Each how many layers one sees the whole context when the configuration does not say.
  var period: Int64?
  /// Whether one expert of the routed ones' width serves every token, which no field says.
  var alwaysShares = false
  /// Whether keys and values of all heads are cached in place of latent attention's compressed rows, and
  /// values are the heads' shares of the stream where no field states their width.
  var cachesHeads = false
  /// The field that states the experts which serve every token.
  var sharedField = "n_shared_experts"
  /// Whether the router's choice has a bias for each expert when no field says so; `nil` where the
  /// architecture decides.
  var choosesWithBias: Bool?
  /// Whether no layer has experts, whatever fields of experts say.
  var ignoresExperts = false
  /// What an absent `attention_bias` means, where it is not what the architecture has.
  var biasesByDefault: Bool?
  /// What an absent `use_qk_norm` means, where it is not what the architecture has.
  var normsByDefault: Bool?
  /// What an absent `mlp_bias` means, where it is not what the architecture has.
  var feedForwardBiasByDefault: Bool?
  /// Whether norms are those of root mean squares, without biases, where the architecture's are others.
  var hasPlainNorms = false
  /// The numbers that absent fields stand for.
  var defaults: [String: Int64] = [:]
}
