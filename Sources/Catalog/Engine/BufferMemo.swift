internal import Sizing
import Synchronization

/// Keeps the working buffers of plans, which queries over many quantizations and cards ask for again
/// and again.
///
/// Laying them out takes some 50 µs; they do not depend on the cards but for the split of the layers,
/// nor on the quantization while nothing but the input embedding stays in host memory.
final class BufferMemo: Sendable {
  private struct Key: Hashable {
    let model: String
    /// The quantization, where the buffers depend on it.
    let quantization: String?
    let hasImportanceMatrix: Bool
    let settings: LoadSettings
    let placement: Placement
  }

  /// An entry takes about 300 bytes.
  private static let limit = 50_000
  private let known = Mutex<[Key: ComputeBuffer]>([:])

  init() {}

  /// Takes over what another memo knows of some models, by their ids.
  init(_ other: BufferMemo, of models: Set<String>) {
    let taken = other.known.withLock { $0.filter { models.contains($0.key.model) } }
    known.withLock { $0 = taken }
  }

  /// Returns the buffers of a model in a placement.
  ///
  /// Two tasks that ask for the same at once may both lay it out; they find the same.
  func buffer(
    of model: SizedModel, _ settings: LoadSettings, _ placement: Placement
  ) -> ComputeBuffer {
    let key = Key(
      model: model.id, quantization: placement.isOnCards ? nil : model.quantization,
      hasImportanceMatrix: !placement.isOnCards && model.prepared.hasImportanceMatrix,
      settings: settings, placement: placement)
    if let buffer = known.withLock({ $0[key] }) { return buffer }
    let buffer = ComputeBuffer(model.prepared, settings, placement)
    known.withLock { known in
      if known.count >= Self.limit { known.removeAll() }
      known[key] = buffer
    }
    return buffer
  }
}

extension LoadSettings: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(contextTokens)
    hasher.combine(slots)
    hasher.combine(microBatch)
    hasher.combine(cacheTypeK)
    hasher.combine(cacheTypeV)
    hasher.combine(flashAttention)
    hasher.combine(logits)
    hasher.combine(gpuLayers)
    hasher.combine(hostExpertLayers)
    hasher.combine(guessedTokens)
  }
}

extension Placement: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(cards)
    hasher.combine(outputHome)
    hasher.combine(layersWithHostExperts)
    hasher.combine(hostLayers)
  }
}
