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
  /// What a record says of the published checkpoint, beside which there may be others; `nil` for a file.
  var published: Published?

  /// The published checkpoint of a record.
  struct Published: Sendable {
    /// What it is in, by the word of the catalog.
    let words: String
    /// How it is stored, or `nil` where the engine has no format for it.
    let layout: CheckpointLayout?
  }

  /// A checkpoint by its configuration.
  struct Checkpoint: Sendable {
    /// The method of quantization in quotes, or an empty text.
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
    var files: CheckpointFiles?
    /// Whether its configuration states the type of numbers that are not quantized.
    var statesType = false

    /// Bytes of a number to which a runtime brings what is not quantized in files: those of the type that
    /// the configuration states, 16 bits where vLLM loads them; `nil` where it takes them as they are.
    func plainBytes(loadedBy runtime: Runtime) -> Int64? {
      if runtime == .vllm { return 2 }
      return statesType ? layout?.plainBytes ?? 2 : nil
    }

    /// Its format, or `nil` where the engine has none for it.
    var format: CheckpointFormat? { layout?.format }

    /// What its configuration states, in words.
    var words: String {
      if let format { return "a checkpoint in \(format.name)" }
      let name = method.isEmpty ? "a quantization without 'quant_method'" : method
      return bits.map { "\(name) of \($0) bits" } ?? name
    }
  }

  /// How the model's own checkpoint is stored, that of its configuration or the published one.
  var ownLayout: CheckpointLayout? { checkpoint?.layout ?? published?.layout }

  /// The longest context in tokens: that the model was made for, or what it can be stretched to.
  var longestContext: Int64? { model.contextLimit ?? nativeContext }

  /// The checkpoint in a format for a runtime, with the bytes of its files where they were read.
  ///
  /// Runtimes bring what is not quantized to the type that the configuration states, whatever the files
  /// hold; vLLM loads weights of 32 bits in 16.
  func prepared(_ format: CheckpointFormat, for runtime: Runtime) -> PreparedCheckpoint {
    var layout = CheckpointLayout(format)
    if let own = ownLayout, own.format == format { layout = own }
    if runtime == .vllm { layout.plainBytes = 2 }
    guard let files = checkpoint?.files else {
      return PreparedCheckpoint(model: model, layout: layout)
    }
    return prepared(layout, files.loaded)
  }

  /// The bytes that files hold of the model, before a runtime brings them to another type; `nil` where none
  /// were read.
  func heldBytes(_ layout: CheckpointLayout) -> Int64? {
    (checkpoint?.files?.held).map { prepared(layout, $0).fileBytes }
  }

  private func prepared(_ layout: CheckpointLayout, _ stored: StoredWeights) -> PreparedCheckpoint {
    PreparedCheckpoint(
      model: model, layout: layout, layers: stored.layers, embedding: stored.embedding,
      output: stored.output ?? 0, outputNorm: stored.outputNorm)
  }
}

/// What the files of a checkpoint hold, and what one runtime makes of it: added up once, for advice asks
/// often, and no more than is asked for, for the largest checkpoints have some hundred thousand tensors.
struct CheckpointFiles: Sendable {
  /// The tensors as they are.
  let held: StoredWeights
  /// The tensors of which those that are not quantized were brought to another type.
  let loaded: StoredWeights

  /// Adds tensors up.
  ///
  /// - Parameters:
  ///   - plainBytes: Bytes of a number to which the runtime brings tensors that are not quantized; `nil`
  ///     where it takes them as they are.
  ///   - weights: Returns the sums for tensors so brought, or for those as they are.
  init(plainBytes: Int64?, weights: (_ plainBytes: Int64?) -> StoredWeights) {
    held = weights(nil)
    loaded = plainBytes.map { weights($0) } ?? held
  }
}
