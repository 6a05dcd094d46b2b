/// What llama.cpp takes at most; beyond it a model does not load, however much memory there is.
package enum LoaderLimits {
  /// Cards: a schedule has 16 backends, of which the processor is one.
  ///
  /// Source: `GGML_SCHED_MAX_BACKENDS` in ggml's `ggml-backend.cpp`.
  package static let cards = 15
  /// Blocks of a file, with those that only draft tokens.
  ///
  /// Source: `LLAMA_MAX_LAYERS` in llama.cpp's `llama-hparams.h`.
  package static let layers = 512
  /// Routed experts of a layer.
  ///
  /// Source: `LLAMA_MAX_EXPERTS`, beside it.
  package static let experts: Int64 = 512
  /// Tokens by which the vocabularies of a model and of its draft model may differ.
  ///
  /// Source: `SPEC_VOCAB_MAX_SIZE_DIFFERENCE` in llama.cpp's `common/speculative.cpp`.
  package static let vocabularyDifference: Int64 = 128
}

extension LanguageModel {
  /// Refuses what is larger than llama.cpp's tables.
  func checkLoaderLimits() throws(PlanFault) {
    guard layers <= LoaderLimits.layers else { throw .layersBeyondLoader(layers) }
    if let experts, experts.count > LoaderLimits.experts {
      throw .expertsBeyondLoader(experts.count)
    }
  }
}
