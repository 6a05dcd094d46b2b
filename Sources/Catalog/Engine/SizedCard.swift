package import Sizing

/// A device of the catalog, ready for the engine: a card, or one of several devices that the driver sees in
/// one card.
package struct SizedCard: Sendable {
  package let id: String
  package let name: String
  package let card: Card
  /// Whether the usable memory was read on a real card; else it is assumed.
  package let isMeasured: Bool
  /// The catalog's `class`: consumer, workstation, datacenter or soc.
  package let kind: String
  package let marketedGB: Double
  /// How many such devices the driver sees in one card; memory and rates of `card` are those of one.
  package var devices = 1
  /// The catalog's `architecture`.
  package var architecture = ""
  /// Whether vLLM's documentation lists the card's generation among those that it runs on.
  package var isListedByVLLM = true

  /// Whether it is a computer's own chip: several of them are several computers.
  package var standsAlone: Bool { kind == "soc" }

  /// The same device in a machine with so many bytes of memory; zero where nobody said.
  package func inMachine(memoryBytes: Int64) -> SizedCard {
    let changed = card.inMachine(memoryBytes: memoryBytes)
    return SizedCard(
      id: id, name: name, card: changed,
      isMeasured: isMeasured && changed.usableBytes == card.usableBytes, kind: kind,
      marketedGB: marketedGB, devices: devices, architecture: architecture,
      isListedByVLLM: isListedByVLLM)
  }

  /// Bytes that driver and kernels take of the whole card.
  package var overhead: Int64 { card.backend.overhead.mid * Int64(devices) }

  /// Whether a whole card has less memory, or as much with less bandwidth; of equal ones the ids decide.
  func isSmaller(than other: SizedCard) -> Bool {
    func size(_ card: SizedCard) -> (Int64, Double, String) {
      let count = card.devices
      return (
        card.card.usableBytes * Int64(count), card.card.bandwidthGBPerSecond * Double(count),
        card.id
      )
    }
    return size(self) < size(other)
  }

  /// The devices of so many cards.
  package func times(_ cards: Int) -> [SizedCard] {
    Array(repeating: self, count: cards * devices)
  }
}

extension [SizedCard] {
  /// How many cards these devices are on.
  package var cardCount: Int {
    var (count, index) = (0, 0)
    while index < endIndex {
      index += self[index].devices
      count += 1
    }
    return count
  }
}
