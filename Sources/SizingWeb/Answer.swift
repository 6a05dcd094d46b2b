package import Sizing

/// What a request comes to, as numbers.
package struct Answer {
  private let plan: Plan
  private let decode: Estimate?
  private let prefill: Estimate?

  /// Takes a plan, tokens in the cache of the stream that decodes, and tokens of a prompt.
  package init(
    _ plan: Plan, cachedTokens: Int64, promptTokens: Int64, with processor: Processor? = nil
  ) {
    self.plan = plan
    let speed = PlanSpeed(
      plan, cachedTokens: cachedTokens, promptTokens: promptTokens, with: processor)
    decode = speed.knownDecode?.tokensPerSecond
    prefill = speed.knownPrefill?.tokensPerSecond
  }

  /// Writes the numbers of `AnswerField` and, behind them, of `LedgerField` for each card.
  package func write(to numbers: UnsafeMutablePointer<Double>) {
    for field in AnswerField.allCases { numbers[field.rawValue] = value(field) }
    var place = AnswerField.allCases.count
    for index in 0..<UseField.cardBound {
      for field in LedgerField.allCases {
        numbers[place] = index < plan.cards.count ? Self.value(field, of: plan.cards[index]) : 0
        place += 1
      }
    }
  }

  private func value(_ field: AnswerField) -> Double {
    switch field {
    case .verdict: Double(plan.verdict.rawValue)
    case .margin: Double(plan.margin)
    case .bindingCard: Double(plan.bindingCard)
    case .bindingItem: Double(plan.bindingItem.rawValue)
    case .needLow: Double(plan.needLow)
    case .need: Double(plan.need)
    case .needHigh: Double(plan.needHigh)
    case .weights: Double(plan.weights)
    case .cache: Double(plan.cache)
    case .compute: Double(plan.compute)
    case .hostWeights: Double(plan.host.weights)
    case .hostCache: Double(plan.host.cache)
    case .hostCompute: Double(plan.host.compute)
    case .decodeLow: decode?.low ?? 0
    case .decode: decode?.mid ?? 0
    case .decodeHigh: decode?.high ?? 0
    case .prefillLow: prefill?.low ?? 0
    case .prefill: prefill?.mid ?? 0
    case .prefillHigh: prefill?.high ?? 0
    }
  }

  private static func value(_ field: LedgerField, of ledger: CardLedger) -> Double {
    switch field {
    case .firstLayer: Double(ledger.layers.lowerBound)
    case .layers: Double(ledger.layers.count)
    case .holdsOutput: ledger.holdsOutput ? 1 : 0
    case .weights: Double(ledger.weights)
    case .cache: Double(ledger.cache)
    case .compute: Double(ledger.compute)
    case .overheadLow: Double(ledger.overhead.low)
    case .overhead: Double(ledger.overhead.mid)
    case .overheadHigh: Double(ledger.overhead.high)
    case .room: Double(ledger.room)
    case .verdict: Double(ledger.verdict.rawValue)
    case .bindingItem: Double(ledger.bindingItem.rawValue)
    }
  }
}

/// What a prepared model comes to, as the numbers of `SummaryField`.
package enum Summary {
  /// Writes the numbers.
  package static func write(_ prepared: PreparedModel, to numbers: UnsafeMutablePointer<Double>) {
    for field in SummaryField.allCases {
      numbers[field.rawValue] =
        switch field {
        case .status: 0
        case .fileBytes: Double(prepared.fileBytes)
        case .parameters: Double(prepared.parameters)
        case .activeParameters: Double(prepared.model.activeParameters)
        case .bitsPerWeight: prepared.bitsPerWeight
        case .weightBytesReadPerToken: prepared.bytesReadPerToken
        }
    }
  }
}
