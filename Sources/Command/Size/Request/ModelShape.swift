import ModelFiles
import Sizing

/// A model's shape, of the catalog or of a file, before it is known what its weights are stored in.
struct ModelShape: Sendable {
  /// The id, or the path of the file.
  let id: String
  let name: String
  let model: LanguageModel
  /// The context the model was made for, in tokens, without ways to stretch it.
  let nativeContext: Int64?
  /// Parameters of towers for pictures and sound, with their projectors; `nil` when not known.
  var towerParameters: Int64?
  /// What a configuration says of its checkpoint; `nil` for a record of the catalog.
  var checkpoint: Checkpoint?

  /// A checkpoint by its configuration.
  struct Checkpoint: Sendable {
    /// The method of quantization as it is written, or an empty text.
    let method: String
    /// Bits of a quantized weight, where they are stated.
    let bits: Int64?
    /// How it is stored, or `nil` where the engine has no format for it.
    let layout: CheckpointLayout?
    /// The first thing said of that which is not counted, in quotes: a pattern for modules, or a field.
    var uncounted: String?
    /// Whether its weights are quantized.
    var isQuantized = false
    /// What its files hold, where they were read.
    var stored: StoredWeights?

    /// Its format, or `nil` where the engine has none for it.
    var format: CheckpointFormat? { layout?.format }

    /// What its configuration states, in words.
    var words: String {
      if let format { return "a checkpoint in \(format.name)" }
      let name = method.isEmpty ? "a quantization without 'quant_method'" : "'\(method)'"
      return bits.map { "\(name) of \($0) bits" } ?? name
    }
  }

  /// The longest context in tokens: that the model was made for, or what it can be stretched to.
  var longestContext: Int64? { model.contextLimit ?? nativeContext }

  /// The checkpoint in a format for a runtime, with the bytes of its files where they were read.
  ///
  /// vLLM loads weights of 32 bits in 16, transformers as they are.
  func prepared(_ format: CheckpointFormat, for runtime: Runtime) -> PreparedCheckpoint {
    var layout = CheckpointLayout(format)
    if let own = checkpoint?.layout, own.format == format { layout = own }
    let isNarrowed = runtime == .vllm && layout.plainBytes > 2
    if isNarrowed { layout.plainBytes = 2 }
    guard let stored = checkpoint?.stored, !isNarrowed else {
      return PreparedCheckpoint(model: model, layout: layout)
    }
    return PreparedCheckpoint(
      model: model, layout: layout, layers: stored.layers, embedding: stored.embedding,
      output: stored.output ?? 0, outputNorm: stored.outputNorm)
  }
}
