package import Sizing

/// A language model as a Hugging Face `config.json` describes it.
package struct ConfiguredModel: Sendable, Equatable {
  /// The shape for the engine.
  package let model: LanguageModel
  /// The `model_type` of the language model as the file spells it, or an empty text.
  package let modelType: String
  /// The number format of the checkpoint as the file names it (`bfloat16`), or `nil`.
  package let dataType: String?
  /// How the checkpoint is quantized, or `nil` when it is not.
  package let quantization: CheckpointQuantization?
}
