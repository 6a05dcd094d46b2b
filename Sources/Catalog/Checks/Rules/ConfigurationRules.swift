/// Rules that say whether the parts of a configuration fit each other.
///
/// Parts that the catalog lacks are told by the check of references; here they break no rule.
enum ConfigurationRules {
  static let all: [RecordRule] =
    processorRules + memoryRules + CardRules.all + [supplyForm, supplyCount, boardForm]

  private static let processorRules: [RecordRule] = [
    rule("processor-socket") { parts in
      guard let cpu = parts.cpu, let socket = cpu.text("socket"),
        let board = parts.platform?.text("socket"), board != socket,
        board != socket + " soldered"
      else { return nil }
      return .init(.mismatch("socket", of: cpu.row.id, is: socket, needs: board), at: "cpu_id")
    },
    rule("processor-family") { parts in
      guard let cpu = parts.cpu, let family = cpu.text("family"),
        let families = parts.platform?.text("cpu_families"), !families.hasPrefix("(fitted)"),
        !Words.list(families, by: ";").contains(family)
      else { return nil }
      return .init(.mismatch("family", of: cpu.row.id, is: family, needs: families), at: "cpu_id")
    },
    rule("processor-count") { parts in
      guard let count = parts.record.number("cpu_count"), let cpu = parts.cpu else { return nil }
      let sockets = parts.platform?.number("sockets") ?? count
      let most = min(sockets, cpu.number("sockets_max") ?? sockets)
      guard count > most else { return nil }
      return .init(.tooMany("processors", count: count, most: most), at: "cpu_count")
    },
  ]

  private static let memoryRules: [RecordRule] = [
    rule("memory-type") { parts in
      guard let memory = parts.memory, let type = memory.text("type") else { return nil }
      for column in [parts.platform?.text("dimm_type"), parts.cpu?.text("memory_type")] {
        guard let column else { continue }
        if !Words.list(column, by: "/").contains(where: { $0.hasPrefix(type) }) {
          return .init(
            .mismatch("type", of: memory.row.id, is: type, needs: column), at: "memory_id")
        }
      }
      return nil
    },
    rule("memory-slots") { parts in
      guard let modules = parts.memoryModules, let slots = parts.platform?.number("dimm_slots"),
        modules > slots
      else { return nil }
      return .init(.tooMany("memory modules", count: modules, most: slots), at: "memory_kits")
    },
    rule("memory-size") { parts in
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

  private static let supplyForm = rule("supply-form") { parts in
    guard let supply = parts.supply, let form = supply.text("form"),
      let needed = parts.chassis?.text("psu_form"), needed != "supplied", needed != form
    else { return nil }
    return .init(
      .mismatch("form", of: supply.row.id, is: form, needs: needed), at: "power_supply_id")
  }

  private static let supplyCount = rule("supply-count") { parts in
    guard let count = parts.record.number("power_supply_count"),
      let most = parts.chassis?.number("psu_count"), count > most
    else { return nil }
    return .init(.tooMany("power supplies", count: count, most: most), at: "power_supply_count")
  }

  private static let boardForm = rule("board-form") { parts in
    guard let platform = parts.platform, let form = platform.text("form_factor"),
      let forms = parts.chassis?.text("motherboard_support"),
      platform.text("kind") == "motherboard",
      !Words.list(forms, by: ";").map(Words.boardForm).contains(Words.boardForm(form))
    else { return nil }
    return .init(
      .mismatch("form", of: platform.row.id, is: form, needs: forms), at: "platform_id")
  }

  /// Makes a rule over the parts of a configuration.
  static func rule(
    _ name: String, check: @escaping @Sendable (Parts) -> RecordRule.Finding?
  ) -> RecordRule {
    RecordRule(name, of: "configuration") { check(Parts(record: $0, catalog: $1)) }
  }
}

/// Words inside a cell.
enum Words {
  /// Splits a list and takes the spaces off.
  static func list(_ text: String, by separator: Character) -> [String] {
    text.split(separator: separator).map { part in
      let start = part.drop { $0 == " " }
      return String(start.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// Returns a board form in one spelling: `E-ATX` is `EATX`, `SSI-EEB` is `EEB`.
  static func boardForm(_ text: String) -> String {
    let letters = text.uppercased().filter(\.isLetter)
    return letters.hasPrefix("SSI") ? String(letters.dropFirst(3)) : letters
  }
}
