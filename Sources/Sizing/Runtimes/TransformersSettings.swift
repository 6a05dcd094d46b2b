/// How transformers generates with a model.
package struct TransformersSettings: Sendable, Equatable {
  /// Which logits the pass over the prompt makes.
  package enum Logits: UInt8, Sendable, CaseIterable {
    /// Those of the last token, as `generate` asks for since version 4.45.
    case last
    /// Those of all tokens, with a copy in 32 bits, as before.
    case all

    /// The name for options.
    package var name: StaticString {
      switch self {
      case .last: "last"
      case .all: "all"
      }
    }
  }

  /// How attention is computed.
  package enum Attention: UInt8, Sendable, CaseIterable {
    /// As one operator: FlashAttention or PyTorch's scaled dot product.
    case fused
    /// Step by step, with all scores in memory.
    case eager

    /// The name for options.
    package var name: StaticString {
      switch self {
      case .fused: "fused"
      case .eager: "eager"
      }
    }
  }

  /// Tokens of each sequence, prompt and answer.
  package let contextTokens: Int64
  /// Sequences of the batch.
  package let sequences: Int64
  /// Tokens of each sequence that are its prompt, computed at once.
  package let promptTokens: Int64
  /// Which logits the pass over the prompt makes.
  package let logits: Logits
  /// How attention is computed.
  package let attention: Attention

  /// Creates settings.
  ///
  /// - Parameters:
  ///   - contextTokens: Tokens of each sequence, prompt and answer.
  ///   - sequences: Sequences of the batch.
  ///   - promptTokens: Tokens of each that are its prompt; `nil` for all, which needs most.
  ///   - logits: Which logits the pass over the prompt makes.
  ///   - attention: How attention is computed.
  /// - Throws: A `RuntimeFault` that says which setting cannot be.
  package init(
    contextTokens: Int64, sequences: Int64 = 1, promptTokens: Int64? = nil, logits: Logits = .last,
    attention: Attention = .fused
  ) throws(RuntimeFault) {
    try RuntimeSettings.check(contextTokens: contextTokens, sequences: sequences)
    let prompt = promptTokens ?? contextTokens
    guard prompt >= 1, prompt <= contextTokens else { throw .promptBeyondContext }
    self.contextTokens = contextTokens
    self.sequences = sequences
    self.promptTokens = prompt
    self.logits = logits
    self.attention = attention
  }
}
