extension Plan {
  /// The plan of a model with what is loaded beside it, which is planned on what it left.
  func adding(_ companions: Companions, _ shares: CardShares) -> Plan {
    var (ledgers, hostLedger, drafts) = (cards, host, [Plan]())
    if let model = companions.draft {
      let draft = model.plan(beside: cards, settings, shares)
      for (place, ledger) in draft.cards.enumerated() {
        ledgers[model.cards?[place] ?? place].added.add(draft: ledger)
      }
      hostLedger.added.add(draft: draft.host)
      drafts.append(draft)
    }
    for place in ledgers.indices { ledgers[place].hostBytes = hostLedger.need }
    if let projector = companions.projector { ledgers[0].added.projector = projector.bytes }
    return Plan(
      prepared: prepared, settings: settings, placement: placement, cards: ledgers,
      host: hostLedger, computeBuffer: computeBuffer, companions: companions, drafts: drafts)
  }
}
