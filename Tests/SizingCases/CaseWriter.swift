import Foundation
import Sizing
import SizingWeb
import TestSupport

/// Draws questions and writes them with their answers.
struct CaseWriter {
  private(set) var data = Data()
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(state: seed) }

  /// A number in a range.
  mutating func number(in range: ClosedRange<Int64>) -> Int64 { .random(in: range, using: &random) }

  fileprivate mutating func chance(_ of: Int64) -> Bool { number(in: 1...of) == 1 }

  fileprivate mutating func one<Value>(of values: [Value]) -> Value {
    values[Int(number(in: 0...Int64(values.count - 1)))]
  }

  /// Adds a model in some mix, and questions about it.
  mutating func add(_ shape: LanguageModel, questions: Int) throws {
    let mix = one(of: QuantizationMix.allCases)
    let hasMatrix = chance(3)
    guard
      let numbers = ModelRequest.numbers(of: shape, mix, hasImportanceMatrix: hasMatrix)
    else { throw FixtureFault(cell: "a block that a request does not tell") }
    let prepared = PreparedModel(shape, mix, hasImportanceMatrix: hasMatrix)
    var summary = [Double](repeating: 0, count: SummaryField.allCases.count)
    Summary.write(prepared, to: &summary)
    write([Double(questions)])
    write(numbers)
    write(summary)
    for _ in 0..<questions { addQuestion(about: prepared) }
  }

  private mutating func addQuestion(about prepared: PreparedModel) {
    var use = [Double](repeating: 0, count: UseField.count)
    let question = Question(&self, prepared.model)
    question.write(to: &use)
    let reply = Reply(to: question, about: prepared)
    write(use)
    write([reply.status])
    write(reply.answer)
    write([reply.longest])
  }

  private mutating func write(_ numbers: [Double]) {
    for number in numbers {
      withUnsafeBytes(of: number.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
  }
}

/// What the engine says to a question.
private struct Reply {
  var status = 0.0
  var answer = [Double](repeating: 0, count: AnswerField.count)
  /// The longest context, or NaN where that was not asked.
  var longest = Double.nan

  /// Asks the engine; refused questions are questions too.
  init(to question: Question, about prepared: PreparedModel) {
    do throws(SettingsFault) {
      let settings = try question.settings()
      do throws(PlanFault) {
        let plan = try prepared.plan(settings, on: question.cards, split: question.split)
        Answer(
          plan, cachedTokens: question.cachedTokens, promptTokens: question.promptTokens,
          with: question.processor
        ).write(to: &answer)
        guard question.asksForLongest else { return }
        longest = Double(
          try prepared.largestContext(settings, on: question.cards, split: question.split) ?? 0)
      } catch {
        status = Double(RequestStatus.badPlan.rawValue)
      }
    } catch {
      status = Double(RequestStatus.badSettings.rawValue)
    }
  }
}

/// A question about a model.
private struct Question {
  let contextTokens: Int64
  let slots: Int64
  let microBatch: Int64
  let cacheTypeK: CacheType
  let cacheTypeV: CacheType
  let flashAttention: Bool
  let logits: LoadSettings.Logits
  let gpuLayers: Int?
  let hostExpertLayers: Int
  let cachedTokens: Int64
  let promptTokens: Int64
  let processor: Processor?
  let cards: [Card]
  let split: Split
  let asksForLongest: Bool

  init(_ draw: inout CaseWriter, _ model: LanguageModel) {
    slots = draw.chance(2) ? 1 : draw.number(in: 1...32)
    let exponent = draw.number(in: 7...20)
    contextTokens = draw.number(in: 1...(1 << exponent))
    microBatch = draw.chance(2) ? 512 : draw.number(in: 1...2048)
    cacheTypeK = draw.one(of: CacheType.allCases)
    cacheTypeV = draw.one(of: CacheType.allCases)
    flashAttention = !draw.chance(4)
    logits = draw.chance(4) ? .all : .server
    let layers = Int64(model.layers)
    gpuLayers = draw.chance(4) ? Int(draw.number(in: 0...layers + 1)) : nil
    hostExpertLayers =
      model.experts == nil || !draw.chance(4)
      ? 0 : draw.chance(2) ? .max : Int(draw.number(in: 0...layers))
    cachedTokens = draw.number(in: 0...contextTokens)
    promptTokens = draw.number(in: 0...contextTokens)
    processor =
      draw.chance(4)
      ? nil
      : Processor(
        bandwidthGBPerSecond: Double(draw.number(in: 400...12_000)) / 10,
        fastCores: Double(draw.number(in: 4...192)), sockets: Int(draw.number(in: 1...2)))
    let count = draw.chance(2) ? 1 : Int(draw.number(in: 2...8))
    var cards: [Card] = []
    var shares: [Float] = []
    for _ in 0..<count {
      let card = Card(
        usableBytes: draw.number(in: 4...192) << 30, backend: draw.one(of: Backend.allCases),
        bandwidthGBPerSecond: draw.chance(8) ? 0 : Double(draw.number(in: 100...80_000)) / 10,
        rates: Self.rates(&draw))
      if let card { cards.append(card) }
      shares.append(Float(draw.number(in: 0...40)) / 4)
    }
    self.cards = cards
    // The best split is searched for, over many plans: rarely, and for few cards.
    split =
      draw.chance(3) ? .given(shares) : count <= 3 && draw.chance(8) ? .best : .byMemory
    asksForLongest = split != .best && draw.chance(20)
  }

  /// Rates of a card, some of them not known.
  private static func rates(_ draw: inout CaseWriter) -> CardRates {
    func factor() -> Double {
      draw.chance(2) ? 0 : Double(draw.number(in: 80...120)) / 100
    }
    func formats() -> KernelFormats {
      KernelFormats(rawValue: UInt16(draw.number(in: 0...Int64(KernelFormats.all.rawValue))))
    }
    return CardRates(
      computeUnits: draw.chance(16) ? 0 : Double(draw.number(in: 8...304)),
      clockGHz: draw.chance(16) ? 0 : Double(draw.number(in: 1000...3200)) / 1000,
      matrixTeraflops: draw.chance(8) ? 0 : Double(draw.number(in: 80...25_000)) / 10,
      boardWatts: draw.chance(4) ? 0 : Double(draw.number(in: 60...1400)),
      sharesMemory: draw.chance(4), decodeFactor: factor(), prefillFactor: factor(),
      knowsExperts: draw.chance(2), decodeFormats: formats(), prefillFormats: formats())
      ?? .unknown
  }

  func settings() throws(SettingsFault) -> LoadSettings {
    try LoadSettings(
      contextTokens: contextTokens, slots: slots, microBatch: microBatch, cacheTypeK: cacheTypeK,
      cacheTypeV: cacheTypeV, flashAttention: flashAttention, logits: logits, gpuLayers: gpuLayers,
      hostExpertLayers: hostExpertLayers)
  }

  func write(to use: inout [Double]) {
    let values: [(UseField, Double)] = [
      (.contextTokens, Double(contextTokens)), (.slots, Double(slots)),
      (.microBatch, Double(microBatch)), (.cacheTypeK, Double(cacheTypeK.rawValue)),
      (.cacheTypeV, Double(cacheTypeV.rawValue)), (.flashAttention, flashAttention ? 1 : 0),
      (.logits, Double(logits.rawValue)), (.gpuLayers, gpuLayers.map(Double.init) ?? -1),
      (.hostExpertLayers, hostExpertLayers == .max ? -1 : Double(hostExpertLayers)),
      (.cachedTokens, Double(cachedTokens)), (.cardCount, Double(cards.count)),
      (.promptTokens, Double(promptTokens)),
      (.hostBandwidthGBPerSecond, processor?.bandwidthGBPerSecond ?? 0),
      (.hostFastCores, processor?.fastCores ?? 0),
      (.hostSockets, Double(processor?.sockets ?? 0)),
    ]
    for (field, value) in values { use[field.rawValue] = value }
    var shares: [Float] = []
    switch split {
    case .byMemory: break
    case .best: use[UseField.split.rawValue] = 1
    case .given(let given):
      use[UseField.split.rawValue] = 2
      shares = given
    }
    for (index, card) in cards.enumerated() {
      let place = UseField.allCases.count + index * CardField.allCases.count
      use[place + CardField.usableBytes.rawValue] = Double(card.usableBytes)
      use[place + CardField.backend.rawValue] = Double(card.backend.rawValue)
      use[place + CardField.bandwidthGBPerSecond.rawValue] = card.bandwidthGBPerSecond
      if index < shares.count { use[place + CardField.share.rawValue] = Double(shares[index]) }
      let rates: [(CardField, Double)] = [
        (.computeUnits, card.rates.computeUnits), (.clockGHz, card.rates.clockGHz),
        (.matrixTeraflops, card.rates.matrixTeraflops), (.boardWatts, card.rates.boardWatts),
        (.sharesMemory, card.rates.sharesMemory ? 1 : 0),
        (.decodeFactor, card.rates.decodeFactor), (.prefillFactor, card.rates.prefillFactor),
        (.knowsExperts, card.rates.knowsExperts ? 1 : 0),
        (.decodeFormats, Double(card.rates.decodeFormats.rawValue)),
        (.prefillFormats, Double(card.rates.prefillFormats.rawValue)),
      ]
      for (field, value) in rates { use[place + field.rawValue] = value }
    }
  }
}
