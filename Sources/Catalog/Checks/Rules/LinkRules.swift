/// Rules that say whether the links and slots of a configuration's cards can be as it states them.
enum LinkRules {
  static let all: [Rule<Parts>] = [
    linkLanes, linkGeneration, processorLanes, slotCount, slotNumber,
  ]

  private static let linkLanes = Rule<Parts>("link-lanes") { parts, _ in
    guard let link = parts.link, let most = parts.card?.number("pcie_lanes"), link.lanes > most
    else { return nil }
    return .init(.tooMany("lanes to a card", count: link.lanes, most: most), at: "gpu_link")
  }

  private static let linkGeneration = Rule<Parts>("link-generation") { parts, _ in
    guard let link = parts.link, let card = parts.card, let most = card.number("pcie_gen"),
      link.generation > most
    else { return nil }
    return .init(
      .mismatch(
        "PCIe generation", of: card.row.id, is: Wording.number(most),
        needs: Wording.number(link.generation)), at: "gpu_link")
  }

  /// The links of all cards together, on boards whose slots are wired to the processors. Servers put
  /// switches in between.
  private static let processorLanes = Rule<Parts>("processor-lanes") { parts, _ in
    guard let link = parts.link, let cards = parts.record.number("gpu_count"),
      parts.platform?.text("kind") == "motherboard", let cpu = parts.cpu,
      let lanes = cpu.number("pcie_lanes_cpu_usable"),
      let processors = parts.record.number("cpu_count"), cards * link.lanes > lanes * processors
    else { return nil }
    return .init(
      .tooMany("lanes to the cards", count: cards * link.lanes, most: lanes * processors),
      at: "gpu_link")
  }

  private static let slotCount = Rule<Parts>("slot-count") { parts, _ in
    guard let slots = parts.slots, let cards = parts.record.number("gpu_count"),
      Double(slots.count) != cards
    else { return nil }
    return .init(
      .countMismatch("slots", count: Double(slots.count), of: "graphics cards", needs: cards),
      at: "gpu_slots")
  }

  /// Every slot is one of the board's, and holds one card.
  private static let slotNumber = Rule<Parts>("slot-number") { parts, _ in
    guard let slots = parts.slots, let known = parts.platform.flatMap(LinkRules.slots(of:)) else {
      return nil
    }
    var seen: Set<Substring> = []
    for slot in slots {
      if !known.contains(slot) {
        return .init(.unknownItem(String(slot), known: known.map(String.init)), at: "gpu_slots")
      }
      if !seen.insert(slot).inserted {
        return .init(.repeatedItem(String(slot)), at: "gpu_slots")
      }
    }
    return nil
  }

  /// The numbers of a board's slots, where each is listed with its own: `1: Gen5 x16; 2: …`.
  private static func slots(of platform: Record) -> [Substring]? {
    guard let text = platform.text("pcie_slots") else { return nil }
    let parts = text.split(separator: ";").map { $0.split(separator: ":", maxSplits: 1) }
    let numbers = parts.compactMap { part -> Substring? in
      guard part.count == 2, let word = part[0].split(separator: " ").first,
        part[0].split(separator: " ").count == 1, word.allSatisfy(\.isNumber)
      else { return nil }
      return word
    }
    return numbers.count == parts.count ? numbers : nil
  }
}

extension Parts {
  /// Reads `Gen5 x16` at the beginning of the stated link.
  fileprivate var link: (generation: Double, lanes: Double)? {
    guard let words = record.text("gpu_link")?.split(separator: " "), words.count > 1,
      words[0].hasPrefix("Gen"), words[1].hasPrefix("x"),
      let generation = Double(words[0].dropFirst(3)), let lanes = Double(words[1].dropFirst())
    else { return nil }
    return (generation, lanes)
  }

  /// The stated slots, where they are numbers.
  fileprivate var slots: [Substring]? {
    guard card != nil, let text = record.text("gpu_slots") else { return nil }
    let items = text.split(separator: ",").map { $0.drop { $0 == " " } }
    return items.allSatisfy { !$0.isEmpty && $0.allSatisfy(\.isNumber) } ? items : nil
  }
}
