/// What is known of host memory, and of the disk that weights are read from.
package struct HostSupply: Sendable, Equatable {
  /// Bytes of memory that is installed; zero when nobody said, which is taken to be enough.
  package let memoryBytes: Int64
  /// GB/s at which the disk reads one byte after the other; zero when not known.
  package let diskGBPerSecond: Double

  /// Nothing is known.
  package static let unstated = HostSupply(checkedBytes: 0)

  /// Bytes that the system takes, and those of llama.cpp beside weights, cache and buffers: 4 GiB as
  /// of a Linux desktop, and 2 GiB.
  package static let reservedBytes: Int64 = 6 << 30
  /// How much more memory than that and what is loaded leaves no doubt that weights stay in it.
  package static let ampleFactor = 1.15

  private init(checkedBytes: Int64) {
    memoryBytes = checkedBytes
    diskGBPerSecond = 0
  }

  /// Creates a supply, or `nil` when a number makes no sense.
  ///
  /// - Parameters:
  ///   - memoryBytes: Bytes of memory; zero when not known.
  ///   - diskGBPerSecond: GB/s of the disk; zero when not known.
  package init?(memoryBytes: Int64 = 0, diskGBPerSecond: Double = 0) {
    guard memoryBytes >= 0, memoryBytes <= Card.usableBound else { return nil }
    guard diskGBPerSecond >= 0, diskGBPerSecond < 1e5 else { return nil }
    self.memoryBytes = memoryBytes
    self.diskGBPerSecond = diskGBPerSecond
  }
}

/// Whether host memory holds the weights that are in it.
package enum HostRoom: Sendable, Equatable {
  /// Nobody said how much memory there is, or nothing of it is read for a token.
  case unstated
  /// It does.
  case ample
  /// It just does: whether weights stay depends on what else runs.
  case tight
  /// It does not; of the weights such a share cannot be in it at any time.
  case short(missing: Double)
  /// Cache and buffers alone take more than there is.
  case none

  /// Whether nothing is known to be missing: weights that are in host memory stay in it, if only just.
  package var holdsWeights: Bool {
    switch self {
    case .unstated, .ample, .tight: true
    case .short, .none: false
    }
  }

  /// Whether weights are read from the disk again, or may be.
  var readsDisk: Bool {
    switch self {
    case .tight, .short: true
    case .unstated, .ample, .none: false
    }
  }
}

extension Plan {
  /// Whether so much host memory holds the weights that are in it.
  ///
  /// llama.cpp maps the file, so that the system reads what is used and drops what was not used for
  /// longest. Free for weights is what system and program, cache and buffers leave.
  package func hostRoom(in supply: HostSupply) -> HostRoom {
    guard supply.memoryBytes > 0, !placement.isOnCards else { return .unstated }
    if let shared = cards.first(where: { $0.card.sharedBytes > 0 }) {
      return hostRoom(beside: shared)
    }
    let free = supply.memoryBytes - HostSupply.reservedBytes - (host.need - host.weights)
    guard free > 0 else { return .none }
    let floor = Double(HostSupply.reservedBytes + host.need)
    if Double(supply.memoryBytes) >= HostSupply.ampleFactor * floor { return .ample }
    guard host.weights > free else { return .tight }
    return .short(missing: Double(host.weights - free) / Double(host.weights))
  }

  /// The same where a device shares the memory: its ledger counts what is in host memory already, so that
  /// verdict and room are one answer.
  private func hostRoom(beside shared: CardLedger) -> HostRoom {
    switch shared.verdict {
    case .fits: .ample
    case .tight: .tight
    case .doesNotFit where shared.room >= 0: .tight
    case .doesNotFit where -shared.room >= host.weights: .none
    case .doesNotFit: .short(missing: Double(-shared.room) / Double(host.weights))
    }
  }
}

extension Card {
  /// The same device in a machine with so much memory, where it shares that.
  ///
  /// The catalog has such a chip with the most memory that it is sold with. With less it can allocate from
  /// as large a part of it, and host and device together from what system and program leave. A device with
  /// memory of its own stays as it is, and all do where nobody said how much there is.
  package func inMachine(memoryBytes: Int64) -> Card {
    guard sharedBytes > 0, memoryBytes > 0 else { return self }
    let memory = min(memoryBytes, sharedBytes)
    let free = max(1, memory - HostSupply.reservedBytes)
    let part = Double(usableBytes) / Double(sharedBytes) * Double(memory)
    let usable = min(usableBytes, free, Int64(part))
    return Card(
      usableBytes: usable, backend: backend, bandwidthGBPerSecond: bandwidthGBPerSecond,
      rates: rates, sharedBytes: free, computeCapability: computeCapability) ?? self
  }
}
