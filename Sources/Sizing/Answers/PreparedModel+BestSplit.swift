extension PreparedModel {
  /// Finds the split with which the card that decides has the most room left.
  ///
  /// Working buffers hardly depend on the split. So, as long as that gains anything, it keeps those of
  /// the last plan and deals out the units anew: for a wanted room each card takes, in order, as many
  /// units as leave it that room, and the largest room with which all units find a place is found by
  /// bisection. Then units next to the ends of the card that decides change sides while that gains
  /// anything: what other cards exchange leaves its ledger as it is.
  ///
  /// - Parameters:
  ///   - plan: A plan to begin with.
  ///   - buffers: Where working buffers come from.
  /// - Returns: The best plan met.
  func bestPlan(from plan: Plan, buffers: Buffers) -> Plan {
    let cards = plan.cards.map { $0.card }
    guard cards.count > 1 else { return plan }
    func replan(_ counts: [Int]) -> Plan {
      self.plan(
        plan.settings, on: cards, CardShares(counts.map { Float($0) }, areGiven: true),
        beside: plan.companions, buffers: buffers)
    }
    var best = plan
    for _ in 0..<4 {
      let next = replan(evenCounts(best))
      guard next.isBetter(than: best) else { break }
      best = next
    }
    var improves = true
    while improves {
      improves = false
      let counts = best.placement.unitCounts
      for (from, to) in Self.moves(best) where counts[from] > 0 {
        var moved = counts
        moved[from] -= 1
        moved[to] += 1
        let next = replan(moved)
        guard next.isBetter(than: best) else { continue }
        best = next
        improves = true
        break
      }
    }
    return best
  }

  /// Pairs of neighbours, in both directions, whose exchange may change what the card that decides
  /// holds: those with it, and those among whose shares a draft model on chosen cards is dealt out.
  private static func moves(_ plan: Plan) -> [(from: Int, to: Int)] {
    let shared = plan.companions.draft?.cards?.count ?? 0
    var moves: [(from: Int, to: Int)] = []
    for card in 1..<plan.cards.count {
      let isAtCard = card == plan.bindingCard || card - 1 == plan.bindingCard
      guard isAtCard || card <= shared else { continue }
      moves.append((card - 1, card))
      moves.append((card, card - 1))
    }
    return moves
  }

  /// Units for each card that leave the fullest as much room as possible, with a plan's buffers.
  private func evenCounts(_ plan: Plan) -> [Int] {
    let units = unitBytes(plan)
    var free: [Int64] = []
    var low: Int64 = 0
    var high: Int64 = .max
    for ledger in plan.cards {
      let others = ledger.compute + ledger.overhead.mid + ledger.added.total
      free.append(ledger.card.usableBytes - others)
      high = min(high, ledger.card.usableBytes)
    }
    for bytes in units { low -= bytes }
    low -= Card.usableBound
    while high - low > 1 << 16 {
      let middle = low + (high - low) / 2
      if Self.counts(units, free, leaving: middle) != nil { low = middle } else { high = middle }
    }
    return Self.counts(units, free, leaving: low) ?? plan.placement.unitCounts
  }

  /// How many units each card takes, in order, when it is to have so much room left; `nil` when they
  /// do not take all.
  private static func counts(_ units: [Int64], _ free: [Int64], leaving room: Int64) -> [Int]? {
    var counts: [Int] = []
    counts.reserveCapacity(free.count)
    var unit = 0
    for bytes in free {
      var (left, count) = (bytes - room, 0)
      while unit < units.count, units[unit] <= left {
        left -= units[unit]
        unit += 1
        count += 1
      }
      counts.append(count)
    }
    return unit == units.count ? counts : nil
  }

  /// Bytes of weights, cache and state of each unit on cards.
  private func unitBytes(_ plan: Plan) -> [Int64] {
    let placement = plan.placement
    guard placement.outputHome != placement.host else { return [] }
    var units: [Int64] = []
    for layer in placement.hostLayers..<model.layers {
      units.append(
        bytes(of: layer..<layer + 1, placement) + model.cacheBytes(inLayer: layer, plan.settings))
    }
    units.append(outputNormBytes + outputBytes)
    return units
  }
}

extension Plan {
  /// Whether the verdict is better, or the same with more room on the card that decides.
  fileprivate func isBetter(than other: Plan) -> Bool {
    guard verdict == other.verdict else { return verdict.rawValue < other.verdict.rawValue }
    return margin > other.margin
  }
}
