package import Sizing

/// A language model as a Hugging Face `config.json` describes it.
package struct ConfiguredModel: Sendable, Equatable {
  /// The shape for the engine.
  package let model: LanguageModel
  /// The `model_type` of the language model as the file spells it, or an empty text.
  package let modelType: String
  /// The number format of the checkpoint as the file names it (`bfloat16`), or `nil`.
  package let dataType: String?
  /// The longest context that scaled positions may reach, in tokens, where the file states no scaling of
  /// its own; `nil` where it does, or no limit.
  ///
  /// Four times the stated one: the factor for YaRN that publishers of such files name on their model
  /// cards (Qwen2.5 and Qwen3), since runtimes take the scaling as an option.
  package let stretchedContext: Int64?
  /// How the checkpoint is quantized, or `nil` when it is not.
  package let quantization: CheckpointQuantization?
}
