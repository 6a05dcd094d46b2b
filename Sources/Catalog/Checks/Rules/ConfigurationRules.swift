/// Rules that say whether the parts of a configuration fit each other.
///
/// Parts that the catalog lacks are told by the check of references; here they break no rule.
enum ConfigurationRules {
  static let configurations = RuleSet(
    "configuration",
    processorRules + memoryRules + CardRules.all + LinkRules.all + PowerRules.all
      + [supplyForm, supplyCount, boardForm],
    subject: { Parts(record: $0, catalog: $1) })

  private static let processorRules: [Rule<Parts>] = [
    Rule("processor-socket") { parts, _ in
      guard let cpu = parts.cpu, let socket = cpu.text("socket"),
        let board = parts.platform?.text("socket"), board != socket,
        board != socket + " soldered"
      else { return nil }
      return .init(.mismatch("socket", of: cpu.row.id, is: socket, needs: board), at: "cpu_id")
    },
    Rule("processor-family") { parts, _ in
      guard let cpu = parts.cpu, let family = cpu.text("family"),
        let families = parts.platform?.text("cpu_families"), !families.hasPrefix("(fitted)"),
        !Words.contains(
          families, separator: 0x3B, where: { $0.elementsEqual(family.utf8) })
      else { return nil }
      return .init(.mismatch("family", of: cpu.row.id, is: family, needs: families), at: "cpu_id")
    },
    Rule("processor-count") { parts, _ in
      guard let count = parts.record.number("cpu_count"), let cpu = parts.cpu else { return nil }
      let sockets = parts.platform?.number("sockets") ?? count
      let most = min(sockets, cpu.number("sockets_max") ?? sockets)
      guard count > most else { return nil }
      return .init(.tooMany("processors", count: count, most: most), at: "cpu_count")
    },
  ]

  private static let memoryRules: [Rule<Parts>] = [
    Rule("memory-type") { parts, _ in
      guard let memory = parts.memory, let type = memory.text("type") else { return nil }
      for column in [parts.platform?.text("dimm_type"), parts.cpu?.text("memory_type")] {
        guard let column else { continue }
        if !Words.contains(column, separator: 0x2F, where: { $0.starts(with: type.utf8) }) {
          return .init(
            .mismatch("type", of: memory.row.id, is: type, needs: column), at: "memory_id")
        }
      }
      return nil
    },
    Rule("memory-slots") { parts, _ in
      guard let modules = parts.memoryModules, let slots = parts.platform?.number("dimm_slots"),
        modules > slots
      else { return nil }
      return .init(.tooMany("memory modules", count: modules, most: slots), at: "memory_kits")
    },
    Rule("memory-size") { parts, _ in
      guard let modules = parts.memoryModules, let size = parts.memory?.number("module_gib") else {
        return nil
      }
      let perProcessor = parts.cpu?.number("max_memory_gib") ?? .infinity
      let most = min(
        parts.platform?.number("max_memory_gib") ?? .infinity,
        perProcessor * (parts.record.number("cpu_count") ?? 1))
      guard modules * size > most else { return nil }
      return .init(.tooMany("GiB of memory", count: modules * size, most: most), at: "memory_kits")
    },
  ]

  private static let supplyForm = Rule<Parts>("supply-form") { parts, _ in
    guard let supply = parts.supply, let form = supply.text("form"),
      let needed = parts.chassis?.text("psu_form"), needed != "supplied", needed != form
    else { return nil }
    return .init(
      .mismatch("form", of: supply.row.id, is: form, needs: needed), at: "power_supply_id")
  }

  private static let supplyCount = Rule<Parts>("supply-count") { parts, _ in
    guard let count = parts.record.number("power_supply_count"),
      let most = parts.chassis?.number("psu_count"), count > most
    else { return nil }
    return .init(.tooMany("power supplies", count: count, most: most), at: "power_supply_count")
  }

  private static let boardForm = Rule<Parts>("board-form") { parts, _ in
    guard let platform = parts.platform, let form = platform.text("form_factor"),
      let forms = parts.chassis?.text("motherboard_support"),
      platform.text("kind") == "motherboard",
      !Words.contains(
        forms, separator: 0x3B, where: { Words.isSameBoardForm($0, form) })
    else { return nil }
    return .init(
      .mismatch("form", of: platform.row.id, is: form, needs: forms), at: "platform_id")
  }
}

/// Words inside a cell, read as bytes.
enum Words {
  /// Whether an item of a list fulfils a condition. Spaces around items do not count.
  static func contains(
    _ text: String, separator: UInt8, where isWanted: (Substring.UTF8View) -> Bool
  ) -> Bool {
    let view = text[...].utf8
    var start = view.startIndex
    while true {
      let rest = view[start...]
      let end = rest.firstIndex(of: separator) ?? view.endIndex
      if isWanted(trimmed(view[start..<end])) { return true }
      if end == view.endIndex { return false }
      start = view.index(after: end)
    }
  }

  /// Whether two names of a board form mean the same: `E-ATX` is `EATX`, `SSI-EEB` is `EEB`.
  static func isSameBoardForm(_ left: Substring.UTF8View, _ right: String) -> Bool {
    boardForm(left).elementsEqual(boardForm(right[...].utf8))
  }

  private static func boardForm(_ text: Substring.UTF8View) -> ArraySlice<UInt8> {
    let letters = text.map { (0x61...0x7A).contains($0) ? $0 - 0x20 : $0 }
      .filter { (0x41...0x5A).contains($0) }
    return letters.starts(with: "SSI".utf8) ? letters.dropFirst(3) : letters[...]
  }

  private static func trimmed(_ text: Substring.UTF8View) -> Substring.UTF8View {
    var text = text
    while text.first == 0x20 { text = text.dropFirst() }
    while text.last == 0x20 { text = text.dropLast() }
    return text
  }
}
