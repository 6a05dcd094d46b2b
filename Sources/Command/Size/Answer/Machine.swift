import Catalog
import Sizing

/// What is around the cards, as far as it was named.
struct Machine: Sendable {
  /// The processor, for what is in host memory.
  var processor: SizedProcessor?
  /// Memory in GiB, or `nil` for enough.
  var memoryGibibytes: Double?
  /// The disk that models are read from.
  var disk: SizedDisk?
  /// The computer's own chip among the cards; `nil` without one.
  var chip: Chip?

  /// A computer's own chip, beside which no other processor is named.
  struct Chip: Sendable {
    /// The id of its processor; `nil` where the catalog has none.
    let processorID: String?
  }

  /// Memory and disk for the engine.
  var supply: HostSupply {
    HostSupply(
      memoryBytes: Int64((memoryGibibytes ?? 0) * 1_073_741_824),
      diskGBPerSecond: disk?.gigabytesPerSecond ?? 0) ?? .unstated
  }
}
