/// How long a model takes from the disk to where it runs.
package struct LoadingEstimate: Sendable, Equatable {
  /// Bytes that the disk reads: all files.
  package let fileBytes: Double
  /// GB/s of the disk.
  package let diskGBPerSecond: Double
  /// Seconds that the disk takes.
  package let diskSeconds: Double
  /// Bytes that pass to cards.
  package let cardBytes: Double
  /// Seconds that they take; zero where nothing passes over a bus.
  package let linkSeconds: Double
  /// Seconds until it is loaded.
  ///
  /// No less than the slower of both at its full rate; both in turn are the likely value, and twice that
  /// the most, for no measurement informs it.
  package let seconds: Estimate
}

extension Plan {
  /// Estimates how long loading takes when nothing of the file is in memory yet.
  ///
  /// The disk reads every byte once, in order; what belongs on cards then passes the bus of each, one
  /// card after the other. Both rates are those of data sheets.
  ///
  /// - Parameter supply: The disk.
  /// - Returns: The estimate.
  /// - Throws: A `SpeedGap` that says what is not known.
  package func loading(from supply: HostSupply) throws(SpeedGap) -> LoadingEstimate {
    guard supply.diskGBPerSecond > 0 else { throw .disk }
    var (moved, link) = (0.0, 0.0)
    for ledger in cards {
      let bytes = Double(ledger.weights + ledger.added.weights)
      switch ledger.card.rates.link {
      case _ where bytes == 0: break
      case .shared: break
      case .unknown: throw .link
      case .bus(let rate):
        moved += bytes
        link += bytes / rate / 1e9
      }
    }
    let disk = Double(loadedBytes) / supply.diskGBPerSecond / 1e9
    return LoadingEstimate(
      fileBytes: Double(loadedBytes), diskGBPerSecond: supply.diskGBPerSecond, diskSeconds: disk,
      cardBytes: moved, linkSeconds: link,
      seconds: Estimate(
        low: max(disk, link), mid: disk + link, high: 2 * (disk + link), basis: .estimated))
  }

  /// Bytes of all files that are loaded.
  private var loadedBytes: Int64 {
    prepared.fileBytes + (companions.draft?.prepared.fileBytes ?? 0)
      + (companions.projector?.bytes ?? 0)
  }
}
