package import Sizing

/// A device of the catalog, ready for the engine.
package struct SizedCard: Sendable {
  package let id: String
  package let name: String
  package let card: Card
  /// Whether the usable memory was read on a real card; else it is assumed.
  package let isMeasured: Bool
  /// The catalog's `class`: consumer, workstation, datacenter or soc.
  package let kind: String
  package let marketedGB: Double

  /// Whether it is a computer's own chip: several of them are several computers.
  package var standsAlone: Bool { kind == "soc" }

  /// The same device in a machine with so many bytes of memory; zero where nobody said.
  package func inMachine(memoryBytes: Int64) -> SizedCard {
    let changed = card.inMachine(memoryBytes: memoryBytes)
    return SizedCard(
      id: id, name: name, card: changed,
      isMeasured: isMeasured && changed.usableBytes == card.usableBytes, kind: kind,
      marketedGB: marketedGB)
  }
}
