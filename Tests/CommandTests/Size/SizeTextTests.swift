import Sizing
import Testing

@testable import Catalog
@testable import Command

/// The layout of the ledger, on shapes given here: no catalog is needed.
@Suite struct SizeTextTests {
  /// Llama 3.1 8B by its published configuration.
  static func small() throws -> SizedModel {
    try model("Llama 3.1 8B", 32, 4096, feedForward: 14_336, heads: 32)
  }

  /// Llama 3.3 70B by its published configuration.
  static func large() throws -> SizedModel {
    try model("Llama 3.3 70B", 80, 8192, feedForward: 28_672, heads: 64)
  }

  static func model(
    _ name: String, _ layers: Int, _ hidden: Int64, feedForward: Int64, heads: Int64
  ) throws -> SizedModel {
    let shape = try LanguageModel(
      architecture: .llama, layers: layers, hiddenSize: hidden, feedForwardSize: feedForward,
      queryHeads: heads, kvHeads: 8, keyHeadSize: 128, valueHeadSize: 128,
      vocabularySize: 128_256, tiesEmbeddings: false, contextLimit: 131_072)
    return SizedModel(
      id: "llama", name: name, quantization: "Q4_K_M", prepared: PreparedModel(shape, .q4KM),
      nativeContext: 131_072)
  }

  /// A card of the RTX 4090's bandwidth and rates.
  static func card(_ name: String, mebibytes: Int64) throws -> SizedCard {
    let rates = try #require(
      CardRates(computeUnits: 128, clockGHz: 2.52, matrixTeraflops: 330.3, boardWatts: 450))
    let card = try #require(
      Card(
        usableBytes: mebibytes << 20, backend: .cudaAda, bandwidthGBPerSecond: 1008,
        rates: rates))
    return SizedCard(
      id: name.lowercased(), name: name, card: card, isMeasured: true, kind: "consumer",
      marketedGB: 24)
  }

  static func answer(
    _ model: SizedModel, _ settings: LoadSettings, on card: SizedCard, count: Int = 1
  ) throws -> SizeAnswer {
    let cards = Array(repeating: card, count: count)
    let plan = try model.prepared.plan(settings, on: cards.map(\.card))
    return SizeAnswer(
      model: model, cards: cards, plan: plan,
      speed: PlanSpeed(
        plan, cachedTokens: settings.contextPerSlot, promptTokens: settings.contextPerSlot))
  }

  static func text(_ answer: SizeAnswer, colors: Bool = false) -> String {
    SizeText(answer: answer, colors: colors).render().replacing("\u{A0}", with: " ")
  }

  static func text(
    anyOf alternatives: [SizeAnswer], comfortable: SizeAnswer? = nil, _ settings: LoadSettings
  ) throws -> String {
    let model = try small()
    let unlimited = try #require(Card(usableBytes: Card.usableBound, backend: .cudaAda))
    let answer = SizeAnswer(
      model: model, cards: [], plan: try model.prepared.plan(settings, on: [unlimited]),
      speed: nil)
    return SizeText(
      answer: answer, alternatives: alternatives, comfortable: comfortable, colors: false
    ).render().replacing("\u{A0}", with: " ")
  }

  @Test func printsLedgerOfOneCard() throws {
    let answer = try Self.answer(
      Self.small(), LoadSettings(contextTokens: 8192),
      on: Self.card("RTX 4090", mebibytes: 24_081))
    #expect(
      Self.text(answer) == """
        Llama 3.1 8B · Q4_K_M · 4.89 bit/weight · file of 4.6 GiB
        8,192 tokens of context · KV cache f16
        RTX 4090 · 23.5 GiB addressable (measured)

        MiB                   card    host
        ──────────────────────────────────
        Weights            4403.49  281.81
        KV cache           1024.00       –
        Compute buffers     116.01   24.01
        Runtime overhead    358.40       –
        ──────────────────────────────────
        Need               5901.90  305.82
        Addressable       24081.00       –
        Left              18179.10       –

        ██████████▓▓▓░··········································  25 %
        █ weights  ▓ KV cache  ▒ compute  ░ runtime  · free

        Verdict      fits, 17.8 GiB left
        Host memory  0.30 GiB for the input embedding and buffers
        Decode       110–170 tok/s for one stream with 8,192 tokens in the cache
                     (estimated)
        Prefill      4,400–11,000 tok/s for a prompt of 8,192 tokens (estimated)

        """)
  }

  /// Lines of prose keep to a terminal's columns, coloured or not; only words longer than these are cut.
  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one two three", 80, ["one two three"]),
    ("a-long-word b", 4, ["a-lo", "ng-w", "ord", "b"]), ("", 4, [""]), ("漢字漢字", 5, ["漢字", "漢字"]),
    ("\u{1B}[1mabcdef\u{1B}[0m", 4, ["\u{1B}[1mabcd", "ef\u{1B}[0m"]),
    ("\u{1B}[32mfits\u{1B}[0m, 1 GiB", 11, ["\u{1B}[32mfits\u{1B}[0m, 1 GiB"]),
  ])
  func wrapsProse(text: String, columns: Int, lines: [String]) {
    #expect(text.wrapped(at: columns) == lines)
  }

  @Test func printsColumnForEachDifferentCard() throws {
    let answer = try Self.answer(
      Self.large(), LoadSettings(contextTokens: 24_576),
      on: Self.card("RTX 3090", mebibytes: 24_124), count: 2)
    let text = Self.text(answer)
    #expect(text.contains("2 × RTX 3090 · 23.6 GiB addressable each (measured)\n"), "\(text)")
    #expect(text.contains("MiB                 card 1    card 2    host\n"))
    #expect(text.contains("Weights           20038.81  19940.67  563.63\n"))
    #expect(text.contains("▒┃  103 %"), "the bar shows where the card ends")
    #expect(text.contains("Verdict      does not fit, 0.57 GiB too little on card 1\n"))
  }

  @Test func joinsEqualCardsInOneColumn() throws {
    let answer = try Self.answer(
      Self.large(), LoadSettings(contextTokens: 8192), on: Self.card("H100", mebibytes: 81_079),
      count: 8)
    let columns = LedgerColumns(answer.plan).columns
    #expect(columns.count < 8, "\(columns.map(\.title))")
    #expect(columns.flatMap { Array($0.cards) } == Array(1...8))
  }

  @Test func namesSmallestCardsWhenNoneWasAskedFor() throws {
    let settings = try LoadSettings(contextTokens: 8192, slots: 4)
    let found = try [8000, 24_000].map {
      try Self.answer(Self.small(), settings, on: Self.card("Card \($0)", mebibytes: $0))
    }
    let text = try Self.text(anyOf: found, settings)
    #expect(text.contains("8,192 tokens of context · 4 slots of 2,048 tokens · KV cache f16\n"))
    #expect(!text.contains("Addressable"))
    #expect(!text.contains("Verdict  "))
    #expect(text.contains("\nThe smallest cards that hold it\ncard "))
    #expect(text.contains("\nCard 8000 "))
  }

  /// Where the cards that hold it do so tightly, the smallest with room to spare stands below them.
  @Test(arguments: [(6400, true), (24_000, false)])
  func namesTheSmallestComfortableCard(_ mebibytes: Int64, _ isShown: Bool) throws {
    let settings = try LoadSettings(contextTokens: 8192)
    let listed = try Self.answer(
      Self.small(), settings, on: Self.card("Listed", mebibytes: mebibytes))
    let larger = try Self.answer(
      Self.small(), settings, on: Self.card("Larger", mebibytes: 32_000), count: 2)
    let text = try Self.text(anyOf: [listed], comfortable: larger, settings)
    #expect(text.contains("\nListed "))
    #expect(text.contains("\n2 × Larger ") == isShown, "\(text)")
  }

  @Test func saysHowManyCardsItTakes() throws {
    let settings = try LoadSettings(contextTokens: 8192)
    let found = try Self.answer(
      Self.large(), settings, on: Self.card("Middle", mebibytes: 24_000), count: 2)
    let text = try Self.text(anyOf: [found], settings)
    #expect(text.contains("The smallest cards of which 2 hold it\n"))
    #expect(text.contains("2 × Middle"))
  }

  @Test func saysWhenNothingHoldsIt() throws {
    let text = try Self.text(anyOf: [], LoadSettings(contextTokens: 8192))
    #expect(text.hasSuffix("\nNo card of the catalog holds it, not even eight of them.\n"))
  }

  @Test(arguments: [(24_000, "1;32mfits"), (6400, "1;33mtight"), (4000, "1;31mdoes not fit")])
  func colorsVerdict(_ mebibytes: Int64, _ expected: String) throws {
    let answer = try Self.answer(
      Self.small(), LoadSettings(contextTokens: 8192), on: Self.card("RTX", mebibytes: mebibytes))
    let text = Self.text(answer, colors: true)
    #expect(text.contains("\u{1B}[\(expected)\u{1B}[0m"), "\(text)")
  }
}
