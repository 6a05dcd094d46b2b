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
    /// The format, or `nil` where the engine has none for it.
    let format: CheckpointFormat?
    /// What its files hold, where they were read.
    var stored: StoredWeights?
  }

  /// The longest context in tokens: that the model was made for, or what it can be stretched to.
  var longestContext: Int64? { model.contextLimit ?? nativeContext }

  /// The checkpoint in a format, with the bytes of its files where they were read.
  func prepared(_ format: CheckpointFormat) -> PreparedCheckpoint {
    guard let stored = checkpoint?.stored else {
      return PreparedCheckpoint(model: model, format: format)
    }
    return PreparedCheckpoint(
      model: model, format: format, layers: stored.layers, embedding: stored.embedding,
      output: stored.output ?? 0, outputNorm: stored.outputNorm)
  }
}
