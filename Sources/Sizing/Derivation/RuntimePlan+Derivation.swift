extension RuntimePlan {
  /// The items of each card with what they rest on, and the steps from them to need and margin.
  ///
  /// Items are not taken apart: each says whether it is counted, reckoned or fitted.
  package var derivation: Derivation {
    var derivation = Derivation()
    var needs: [Int] = []
    for index in cards.indices {
      needs.append(derivation.addLedger(cards[index], index, settings))
    }
    if cards.count > 1 {
      derivation.add(.need, Double(need), .bytes, .sumOverCards, .arithmetic, needs)
    }
    return derivation
  }
}

extension Derivation {
  /// Adds the items of a card and returns the index of their sum.
  fileprivate mutating func addLedger(
    _ ledger: RuntimeLedger, _ index: Int, _ settings: RuntimeSettings
  ) -> Int {
    var items: [Int] = []
    for term in ledger.terms {
      items.append(
        input(term.item.quantity, Double(term.bytes.mid), .bytes, term.source, card: index))
    }
    let need = add(
      .need, Double(ledger.need), .bytes, .runtimeNeed, .arithmetic, card: index, items)
    add(
      .needLow, Double(ledger.needLow), .bytes, .runtimeNeedLow, .arithmetic, card: index, items)
    add(
      .needHigh, Double(ledger.needHigh), .bytes, .runtimeNeedHigh, .arithmetic, card: index,
      items)
    let limit = addLimit(ledger, index, settings)
    add(
      .margin, Double(ledger.room), .bytes, .runtimeMargin, .arithmetic, card: index,
      [limit, need])
    return need
  }

  /// Adds what the program lets itself take of a card.
  private mutating func addLimit(
    _ ledger: RuntimeLedger, _ index: Int, _ settings: RuntimeSettings
  ) -> Int {
    let usable = input(
      .usableBytes, Double(ledger.card.usableBytes), .bytes, .deviceRecord, card: index)
    switch settings {
    case .transformers:
      return add(
        .runtimeLimit, Double(ledger.limit), .bytes, .wholeCard, .arithmetic, card: index,
        [usable])
    case .vllm(let serving):
      let share = input(
        .utilisation, serving.utilisation, .fraction, .runtimeDefault, card: index)
      let reserve = input(
        .tightReserve, Double(CardLedger.tightReserve), .bytes, .reserveRule, card: index)
      return add(
        .runtimeLimit, Double(ledger.limit), .bytes, .vllmLimit, .arithmetic, card: index,
        [usable, share, reserve])
    }
  }
}

extension RuntimeItem {
  /// What the item is in a derivation.
  fileprivate var quantity: Quantity {
    switch self {
    case .weights: .weightsOnCard
    case .addedWeights: .addedWeights
    case .cache: .cacheOnCard
    case .addedCache: .addedCache
    case .activations: .activations
    case .workspace: .workspace
    case .graphs: .graphs
    case .communication: .communication
    case .fragmentation: .fragmentation
    case .driver: .overhead
    }
  }
}

extension RuntimeTerm {
  /// What the item rests on.
  fileprivate var source: TermSource {
    switch basis {
    case .exact: .countedShapes
    case .derived: .reckonedSizes
    case .fitted: item == .driver ? .observedOverhead : .loggedRuns
    }
  }
}
