/// How wide a range to print: the rate divided by a width, and times it.
///
/// Widths hold nine of ten measured rows, with the constants fitted without the row's card for an
/// unknown one, and without its family of models for a card with a factor of its own (for models with
/// experts: one that rests on three families of them).
/// Source: `Benchmarks/Accuracy/ranges.csv`. Where that asks for more than ×/÷ 1.4 of decode on
/// cards under llama.cpp, 1.4 is printed and holds fewer: 86 % of rows of several users; so does 1.6 of prompts, 87 %.
/// Of dense models on known cards it asks for 1.12, and for 1.19 where few of a class were measured: 1.24
/// is printed.
enum SpeedRange {
  /// The least width, of text and of prompts, for models whose layers run other kernels than those of nearly all
  /// measured models (``LanguageModel/hasUncommonLayers``).
  ///
  /// GLM-4.7 Flash was up to 1.9 times slower on an M2 Ultra than constants without its family say; DeepSeek-V2-Lite
  /// Q4_0 wrote 180 tok/s on an RTX 3090 (ggml-org/llama.cpp, pull request 15525), where 277 are estimated. No row has
  /// inputs of the layers' own.
  static let uncommonLayers = 2.0

  /// The width for decode on cards.
  ///
  /// What another maker's chip stands for is off by more: builds of 2025 wrote text on an Arc A770 at 53 and at
  /// 42 tok/s, where Vulkan's constants, an AMD chip's, say 73 (ggml-org/llama.cpp, issue 17628). So may be what
  /// few runs of its class inform. A known chip of a class with few says little of sparse models under its
  /// other back end, as nothing tells the back ends of such a chip apart: of 38 such rows under Vulkan 1.25 holds
  /// 76 %, 1.4 holds 92 %.
  static func decode(
    isKnown: Bool, evidence: SpeedEvidence, hasExperts: Bool, cards: Int
  ) -> Double {
    guard evidence < .scarce else { return 2 }
    guard evidence == .several || isKnown && !hasExperts else { return 1.4 }
    let one = hasExperts ? (isKnown ? 1.25 : 1.4) : (isKnown ? 1.24 : 1.26)
    return cards > 1 ? max(one, isKnown ? 1.2 : 1.35) : one
  }

  /// The width for decode with all weights in host memory; that of models with experts is what rows of experts
  /// in host memory beside a card ask for, as three rows are of such a model without a card.
  static func processor(hasExperts: Bool) -> Double { hasExperts ? hybrid : 1.29 }

  /// The width for decode with some weights in host memory: 52 of 53 rows are within 1.45 with their machine or
  /// their family of models left out, and one, of weights that were not repacked, is off by 2.3.
  static let hybrid = 2.0

  /// The width for decode in vLLM.
  ///
  /// With the card left out nine of ten rows of dense models ask for 1.26 on one card and for 1.45 on several, the
  /// cards weighing alike; on one 1.4 is kept. Of models with experts rows of builds like these ask for 1.54 on one card
  /// and for 1.74 on several with their family left out. But they are of few models, and which kernel computes the
  /// experts says more: in 4 bits on an RTX 5090 rates of Qwen3.6 35B-A3B lie 1.5 times apart, and a decode of
  /// several streams took 3 to 6 times as long as another program's where kernels had no table of sizes for the card
  /// (vllm-project/vllm, issue 48732). There 2 is printed.
  static func vllm(hasExperts: Bool, cards: Int) -> Double {
    guard !hasExperts else { return 2 }
    return cards > 1 ? 1.5 : 1.4
  }

  /// The width for several streams at once; under CUDA it holds 86 % of rows. It is no narrower than that of one
  /// stream.
  ///
  /// Elsewhere no run is fitted. An M2 Ultra was asked with 2 to 32 streams of five models: the estimates are too
  /// fast by up to 2.7 times, and 2.5 holds 23 of 25 (ggml-org/llama.cpp, benches/mac-m2-ultra, build 7948).
  static func streams(evidence: SpeedEvidence) -> Double {
    switch evidence {
    case .several, .kindred: 1.4
    case .few, .one, .scarce, .borrowed: 2.5
    }
  }

  /// The width for prefill. Where few devices stand for their back end, or none, programs differ so much in
  /// what they reach of the matrix units that little is known of another device.
  ///
  /// A known card has the wider one: what runs of few families of models tell of another family's prompts
  /// scatters more than what many cards tell of one more.
  static func prefill(isKnown: Bool, evidence: SpeedEvidence, cards: Int) -> Double {
    guard isKnown || evidence < .scarce else { return 5 }
    guard cards == 1, evidence == .several else { return 2 }
    return isKnown ? 1.94 : 1.6
  }
}

extension Plan {
  /// Whether runs of a card vouch for its factor here: runs in the same format of weights, with models of
  /// the same kind, and with a cache of 16 bits, for no run of a single card had another. Of layers that
  /// keep a state only cards with shared memory have runs, of one family.
  ///
  /// Otherwise the factor is applied all the same, and the range is that of a card that is not known.
  func isBorneOut(by formats: KernelFormats, of card: Card) -> Bool {
    settings.cacheTypeK == .f16 && settings.cacheTypeV == .f16
      && isBorneOutWithOpenCache(by: formats, of: card)
  }

  /// The same with a cache of 16 bits in place of that which is used.
  func isBorneOutWithOpenCache(by formats: KernelFormats, of card: Card) -> Bool {
    formats.hold(prepared.mix) && prepared.model.recurrence == nil
      && !prepared.model.hasUncommonLayers
      && (prepared.model.experts == nil || card.rates.knowsExperts)
  }
}

extension LanguageModel {
  /// Whether layers run kernels of which rates say little: latent attention multiplies queries and results with
  /// matrices of their own and reads heads of 576 elements, and layers with inputs of their own mix these in by
  /// many small products. Constants of a layer and of reading the cache are those of other models.
  var hasUncommonLayers: Bool { latent != nil || perLayerSize > 0 }
}

extension Estimate {
  /// A range around a rate that no range may pass.
  init(_ rate: Double, width: Double, roof: Double, isKnown: Bool) {
    let mid = min(rate, roof)
    self.init(
      low: mid / width, mid: mid, high: min(mid * width, roof),
      basis: isKnown ? .derived : .estimated)
  }
}
