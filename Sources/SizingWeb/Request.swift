internal import Sizing

/// A request, read from a buffer.
struct Request {
  private let values: UnsafeBufferPointer<Double>

  /// Takes a buffer whose numbers are all finite and below 2^53.
  init(_ values: UnsafeBufferPointer<Double>) throws(RequestStatus) {
    for value in values {
      guard value > -9e15, value < 9e15 else { throw .notANumber }
    }
    self.values = values
  }

  /// Sizes the request.
  func answer() throws(RequestStatus) -> Answer {
    let prepared = PreparedModel(try model(), try choice(.mix, QuantizationMix.allCases))
    let settings = try settings()
    let cards = try cards()
    do throws(PlanFault) {
      let plan = try prepared.plan(settings, on: cards)
      let longest = try prepared.largestContext(settings, on: cards)
      return Answer(
        plan: plan, largestContext: longest ?? 0,
        decode: plan.decode(cachedTokens: integer(.cachedTokens)))
    } catch {
      throw .badPlan
    }
  }

  private func model() throws(RequestStatus) -> LanguageModel {
    let architecture = try choice(.architecture, Architecture.allCases)
    let limit = integer(.contextLimit)
    do throws(ModelFault) {
      return try LanguageModel(
        architecture: architecture, layers: count(.layers), hiddenSize: integer(.hiddenSize),
        feedForwardSize: integer(.feedForwardSize), queryHeads: integer(.queryHeads),
        kvHeads: integer(.kvHeads), keyHeadSize: integer(.keyHeadSize),
        valueHeadSize: integer(.valueHeadSize), vocabularySize: integer(.vocabularySize),
        tiesEmbeddings: integer(.tiesEmbeddings) == 1, experts: experts(),
        contextLimit: limit == 0 ? nil : limit)
    } catch {
      throw .badModel
    }
  }

  private func experts() -> Experts? {
    guard integer(.expertCount) != 0 else { return nil }
    return Experts(
      count: integer(.expertCount), used: integer(.expertsUsed),
      feedForwardSize: integer(.expertFeedForwardSize),
      leadingDenseLayers: count(.leadingDenseLayers))
  }

  private func settings() throws(RequestStatus) -> LoadSettings {
    let keys = try choice(.cacheTypeK, CacheType.allCases)
    let cacheValues = try choice(.cacheTypeV, CacheType.allCases)
    let logits = try choice(.logits, LoadSettings.Logits.allCases)
    do throws(SettingsFault) {
      return try LoadSettings(
        contextTokens: integer(.contextTokens), slots: integer(.slots),
        microBatch: integer(.microBatch), cacheTypeK: keys, cacheTypeV: cacheValues,
        flashAttention: integer(.flashAttention) == 1, logits: logits)
    } catch {
      throw .badSettings
    }
  }

  private func cards() throws(RequestStatus) -> [Card] {
    let backend = try choice(.backend, Backend.allCases)
    let card = Card(
      usableBytes: integer(.usableBytes), backend: backend,
      bandwidthGBPerSecond: values[Int(RequestField.bandwidthGBPerSecond.rawValue)])
    let number = count(.cardCount)
    guard let card, number >= 1, number <= 64 else { throw .badCard }
    return [Card](repeating: card, count: number)
  }

  private func choice<Value>(
    _ field: RequestField, _ cases: [Value]
  ) throws(RequestStatus) -> Value {
    let position = count(field)
    guard position >= 0, position < cases.count else { throw .unknownName }
    return cases[position]
  }

  private func integer(_ field: RequestField) -> Int64 { Int64(values[Int(field.rawValue)]) }

  /// A number that counts things; out of range becomes -1, which nothing accepts.
  private func count(_ field: RequestField) -> Int {
    let value = integer(field)
    return value >= 0 && value <= 1 << 20 ? Int(value) : -1
  }
}

/// What a request comes to.
struct Answer {
  let plan: Plan
  let largestContext: Int64
  let decode: DecodeEstimate?

  /// The number for a place of the answer.
  func value(_ field: AnswerField) -> Double {
    switch field {
    case .fileBytes: Double(plan.prepared.fileBytes)
    case .weights: Double(plan.weights)
    case .cache: Double(plan.cache)
    case .compute: Double(plan.compute)
    case .overhead: Double(plan.need - plan.weights - plan.cache - plan.compute)
    case .needLow: Double(plan.needLow)
    case .need: Double(plan.need)
    case .needHigh: Double(plan.needHigh)
    case .hostNeed: Double(plan.host.need)
    case .verdict: Double(plan.verdict.rawValue)
    case .margin: Double(plan.margin)
    case .bindingCard: Double(plan.bindingCard)
    case .bindingItem: Double(plan.bindingItem.rawValue)
    case .largestContext: Double(largestContext)
    case .decodeLow: decode?.tokensPerSecond.low ?? 0
    case .decode: decode?.tokensPerSecond.mid ?? 0
    case .decodeHigh: decode?.tokensPerSecond.high ?? 0
    }
  }
}
