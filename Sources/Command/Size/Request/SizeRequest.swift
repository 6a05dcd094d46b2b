import Catalog
import Sizing

/// What is to be sized: a model, how it is loaded, and on what. Options of the command line and
/// lines of a file of cases both become one.
struct SizeRequest: Sendable {
  /// Tokens of context that are assumed where nobody says.
  static let assumedContext: Int64 = 8192
  static let assumedQuantization = "Q4_K_M"
  /// llama.cpp's own limit.
  static let mostSlots: Int64 = 256

  var model: ModelSource
  /// The mix of a GGUF file, or `nil` for the assumed one; a GGUF file says its own.
  var quantization: String?
  /// Whether the GGUF file is made with an importance matrix.
  var hasImportanceMatrix = false
  /// Tokens over all slots, or `nil` for the assumed number, or the model's longest where that is
  /// shorter.
  var contextTokens: Int64?
  var slots: Int64 = 1
  var microBatch: Int64 = 512
  var cacheTypes = CacheTypes(keys: .f16, values: .f16)
  var flashAttention = true
  var logits = LoadSettings.Logits.server
  var gpuLayers = LayerCount.all
  var hostExpertLayers = LayerCount.some(0)
  var cards = CardChoice.any(count: 1)
  var split = Split.byMemory

  /// Returns the settings of the engine for a model that can hold `limit` tokens in a slot.
  func settings(limit: Int64?) throws(SizeFault) -> LoadSettings {
    let assumed = min(Self.assumedContext, (limit ?? Self.assumedContext) * slots)
    do throws(SettingsFault) {
      return try LoadSettings(
        contextTokens: contextTokens ?? max(assumed, slots), slots: slots, microBatch: microBatch,
        cacheTypeK: cacheTypes.keys, cacheTypeV: cacheTypes.values,
        flashAttention: flashAttention, logits: logits, gpuLayers: gpuLayers.number,
        hostExpertLayers: hostExpertLayers.number ?? Int.max)
    } catch {
      throw SizeFault(SizingFault(error))
    }
  }
}

/// On what a model is put.
enum CardChoice: Hashable, Sendable {
  /// On so many equal cards without limits: what is needed, whatever there is.
  case any(count: Int)
  /// On cards of the catalog, in this order.
  case given([GPUSelection])
}
