/// How a runtime other than llama.cpp loads and serves a model.
package enum RuntimeSettings: Sendable, Equatable {
  /// vLLM.
  case vllm(VLLMSettings)
  /// transformers on PyTorch.
  case transformers(TransformersSettings)

  /// The most sequences that the engine accepts.
  package static let sequenceBound: Int64 = 1 << 12

  /// Tokens of each sequence.
  package var contextTokens: Int64 {
    switch self {
    case .vllm(let settings): settings.contextTokens
    case .transformers(let settings): settings.contextTokens
    }
  }

  /// Sequences held at once.
  package var sequences: Int64 {
    switch self {
    case .vllm(let settings): settings.sequences
    case .transformers(let settings): settings.sequences
    }
  }

  /// The same settings with another context for each sequence, and prompts that fill it where they did.
  package func with(contextTokens: Int64) throws(RuntimeFault) -> RuntimeSettings {
    switch self {
    case .vllm(let settings):
      return .vllm(
        try VLLMSettings(
          contextTokens: contextTokens, sequences: settings.sequences,
          utilisation: settings.utilisation, batchedTokens: settings.batchedTokens,
          sequenceLimit: settings.sequenceLimit, cacheType: settings.cacheType,
          capturesGraphs: settings.capturesGraphs))
    case .transformers(let settings):
      let fills = settings.promptTokens == settings.contextTokens
      return .transformers(
        try TransformersSettings(
          contextTokens: contextTokens, sequences: settings.sequences,
          promptTokens: fills ? nil : settings.promptTokens, logits: settings.logits,
          attention: settings.attention))
    }
  }

  /// Checks what all runtimes have in common.
  static func check(contextTokens: Int64, sequences: Int64) throws(RuntimeFault) {
    guard contextTokens >= 1, contextTokens <= LoadSettings.contextBound else {
      throw .contextOutOfRange
    }
    guard sequences >= 1, sequences <= sequenceBound else { throw .sequencesOutOfRange }
    // As llama.cpp's, the bound is one on all sequences together.
    guard contextTokens <= LoadSettings.contextBound / sequences else {
      throw .contextOutOfRange
    }
  }
}

/// The format of a cache that is kept beside a checkpoint.
package enum RuntimeCacheType: UInt8, Sendable, CaseIterable {
  /// That of the model's 16-bit numbers.
  case auto
  /// FP8.
  case fp8

  /// The name as vLLM's option spells it.
  package var name: StaticString {
    switch self {
    case .auto: "auto"
    case .fp8: "fp8"
    }
  }

  /// Bytes of an element.
  package var elementBytes: Int64 { self == .auto ? 2 : 1 }
}
