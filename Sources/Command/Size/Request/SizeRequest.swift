import Catalog
import Diagnostics
import Sizing

/// What is to be sized: a model, how it is loaded, and on what. Options of the command line and
/// lines of a file of cases both become one.
struct SizeRequest: Sendable {
  /// Tokens of context that are assumed where nobody says.
  static let assumedContext: Int64 = 8192
  /// The mix that is assumed where neither anybody says nor the model has another usual one.
  static let assumedQuantization = "Q4_K_M"

  var model: ModelSource
  var runtime = Runtime.llamaCpp
  /// The mix of a GGUF file or the format of a checkpoint, or `nil` for the assumed one.
  var quantization: String?
  /// What is loaded beside the model.
  var added = AddedRequest()
  /// Whether the GGUF file is made with an importance matrix.
  var hasImportanceMatrix = false
  /// Tokens over all slots, or `nil` for the assumed number, or the model's longest where that is
  /// shorter.
  var contextTokens: Int64?
  var slots: Int64 = 1
  /// Tokens that llama.cpp takes on at once, or `nil` for its default.
  var batchSize: Int64?
  /// Tokens that are computed at once, or `nil` for the runtime's default.
  var microBatch: Int64?
  var cacheTypes = CacheTypes(keys: .f16, values: .f16)
  var flashAttention = true
  var logits = LoadSettings.Logits.server
  var gpuLayers = LayerCount.all
  var hostExpertLayers = LayerCount.some(0)
  var cards = CardChoice.any(count: 1)
  var split = Split.byMemory
  /// The processor, for the speed of what is in host memory.
  var processor: CPUSelection?
  /// Speed of its memory in MT/s, or `nil` for the highest that it is made for.
  var memoryMegatransfers: Int64?
  /// Memory of the machine in GiB, or `nil` for enough.
  var memoryGibibytes: Double?
  /// The disk that models are read from.
  var disk: DiskSelection?

  /// Tokens per second that each user shall have, or `nil` where nobody asked how many that are.
  var userRate: Double?

  /// What a memory's speed can be, in MT/s.
  static let memorySpeeds: ClosedRange<Int64> = 200...20_000

  /// What a machine's memory can be, in GiB.
  static let memorySizes: ClosedRange<Double> = 1...65_536

  /// The context that is assumed for a model that can hold `limit` tokens in a slot.
  static func assumedContext(slots: Int64, limit: Int64?) -> Int64 {
    max(slots, min(assumedContext, (limit ?? assumedContext) * slots))
  }

  /// Returns llama.cpp's settings for a model that can hold `limit` tokens in a slot.
  func settings(limit: Int64?) throws(DiagnosticError) -> LoadSettings {
    try cacheTypes.expectLlamaCpps()
    do throws(SettingsFault) {
      return try LoadSettings(
        contextTokens: contextTokens ?? Self.assumedContext(slots: slots, limit: limit),
        slots: slots, batch: batchSize ?? LoadSettings.assumedBatch,
        microBatch: microBatch ?? LoadSettings.assumedMicroBatch,
        cacheTypeK: cacheTypes.keys, cacheTypeV: cacheTypes.values,
        flashAttention: flashAttention, logits: logits, gpuLayers: gpuLayers.number,
        hostExpertLayers: hostExpertLayers.number ?? Int.max)
    } catch {
      throw DiagnosticError(SizingFault(error).diagnostic)
    }
  }
}

extension SizeRequest {
  /// Says that a micro-batch is larger than a batch, which llama.cpp does not compute; empty where it is
  /// not.
  var microBatchRemarks: [Diagnostic] {
    let batch = batchSize ?? LoadSettings.assumedBatch
    guard runtime == .llamaCpp, let microBatch, microBatch > batch else { return [] }
    return [
      Diagnostic(
        "micro-batch-cut", .warning,
        "a micro-batch of \(microBatch) tokens is cut to the batch of \(batch)", at: nil,
        help: [
          "llama.cpp computes no more at once than it takes on; for more give it -b too: --batch-size "
            + "\(microBatch)"
        ])
    ]
  }
}

/// On what a model is put.
enum CardChoice: Hashable, Sendable {
  /// On so many equal cards without limits: what is needed, whatever there is.
  case any(count: Int)
  /// On cards of the catalog, in this order.
  case given([GPUSelection])

  /// How many cards there are.
  var count: Int {
    switch self {
    case .any(let count): count
    case .given(let selections): selections.reduce(0) { $0 + $1.count }
    }
  }
}
