import Sizing

/// The shapes that the fixtures are about, by id.
enum TestModel: String, CaseIterable, Sendable {
  case llama31x8b = "llama-3.1-8b"
  case llama33x70b = "llama-3.3-70b"
  case llama31x405b = "llama-3.1-405b"
  case llama2x7b = "llama-2-7b"
  case mixtral8x7b = "mixtral-8x7b"
  case qwen3x32b = "qwen3-32b"
  case qwen3x8b = "qwen3-8b"
  case qwen3x06b = "qwen3-0.6b"
  case qwen25x7b = "qwen2.5-7b"
  case qwen3x30bA3b = "qwen3-30b-a3b"
  case phi4x14b = "phi-4-14b"

  /// The shape, from the model's published configuration.
  func shape() throws -> LanguageModel {
    switch self {
    case .llama31x8b: try dense(.llama, 32, 4096, 32, 8, 14_336, 128_256)
    case .llama33x70b: try dense(.llama, 80, 8192, 64, 8, 28_672, 128_256)
    case .llama31x405b: try dense(.llama, 126, 16_384, 128, 8, 53_248, 128_256)
    case .llama2x7b: try dense(.llama, 32, 4096, 32, 32, 11_008, 32_000)
    case .mixtral8x7b:
      try dense(.llama, 32, 4096, 32, 8, 0, 32_000, experts: Experts(8, 2, 14_336))
    case .qwen3x32b: try dense(.qwen3, 64, 5120, 64, 8, 25_600, 151_936)
    case .qwen3x8b: try dense(.qwen3, 36, 4096, 32, 8, 12_288, 151_936)
    case .qwen3x06b: try dense(.qwen3, 28, 1024, 16, 8, 3072, 151_936, tied: true)
    case .qwen25x7b: try dense(.qwen2, 28, 3584, 28, 4, 18_944, 152_064)
    case .qwen3x30bA3b:
      try dense(.qwen3moe, 48, 2048, 32, 4, 0, 151_936, experts: Experts(128, 8, 768))
    case .phi4x14b: try dense(.phi3, 40, 5120, 40, 10, 17_920, 100_352)
    }
  }

  private func dense(
    _ architecture: Architecture, _ layers: Int, _ hidden: Int64, _ heads: Int64, _ kvHeads: Int64,
    _ feedForward: Int64, _ vocabulary: Int64, tied: Bool = false, experts: Experts? = nil
  ) throws -> LanguageModel {
    try LanguageModel(
      architecture: architecture, layers: layers, hiddenSize: hidden, feedForwardSize: feedForward,
      queryHeads: heads, kvHeads: kvHeads, keyHeadSize: 128, valueHeadSize: 128,
      vocabularySize: vocabulary, tiesEmbeddings: tied, experts: experts)
  }
}

extension Experts {
  fileprivate init(_ count: Int64, _ used: Int64, _ feedForwardSize: Int64) {
    self.init(count: count, used: used, feedForwardSize: feedForwardSize)
  }
}

extension QuantizationMix {
  /// The mix of a name, or `nil`.
  init?(named name: String) {
    guard let mix = Self.allCases.first(where: { "\($0.name)" == name }) else { return nil }
    self = mix
  }
}

extension CacheType {
  /// The cache type of a name, or `nil`.
  init?(named name: String) {
    guard let type = Self.allCases.first(where: { "\($0.name)" == name }) else { return nil }
    self = type
  }
}
