/// Rules that say whether the graphics cards of a configuration fit board and case.
enum CardRules {
  static let all: [Rule<Parts>] = [cardCount, cardBrackets, cardLength]

  private static let cardCount = Rule<Parts>("card-count") { parts, _ in
    guard parts.card != nil, let count = parts.record.number("gpu_count"),
      let most = parts.platform?.number("max_dual_slot_gpus"), count > most
    else { return nil }
    return .init(.tooMany("graphics cards", count: count, most: most), at: "gpu_count")
  }

  /// The cards side by side need their slots in brackets of the case.
  private static let cardBrackets = Rule<Parts>("card-brackets") { parts, _ in
    guard let card = parts.card, let count = parts.record.number("gpu_count"),
      let slots = card.number("slots"), let brackets = parts.chassis?.number("expansion_slots"),
      count * slots.rounded(.up) > brackets
    else { return nil }
    let needed = count * slots.rounded(.up)
    return .init(.tooMany("brackets", count: needed, most: brackets), at: "gpu_id")
  }

  private static let cardLength = Rule<Parts>("card-length") { parts, _ in
    guard let card = parts.card, let length = card.number("length_mm"),
      let room = parts.chassis?.number("max_gpu_length_mm"), length > room
    else { return nil }
    return .init(.cardLength(length: length, room: room), at: "gpu_id")
  }
}

/// The parts that a configuration names, as far as the catalog has them.
struct Parts {
  let record: Record
  let platform: Record?
  let cpu: Record?
  let memory: Record?
  let supply: Record?
  let chassis: Record?
  /// The graphics card, or `nil` where graphics are part of a chip.
  let card: Record?

  init(record: Record, catalog: Catalog) {
    self.record = record
    platform = record.part("platform_id", in: "platform", catalog)
    cpu = record.part("cpu_id", in: "cpu", catalog)
    memory = record.part("memory_id", in: "memory", catalog)
    supply = record.part("power_supply_id", in: "power_supply", catalog)
    chassis = record.part("chassis_id", in: "chassis", catalog)
    let gpu = record.part("gpu_id", in: "gpu", catalog)
    card = gpu?.text("class") == "soc" ? nil : gpu
  }

  /// The modules of all kits.
  var memoryModules: Double? {
    guard let kits = record.number("memory_kits"), let each = memory?.number("modules") else {
      return nil
    }
    return kits * each
  }
}
