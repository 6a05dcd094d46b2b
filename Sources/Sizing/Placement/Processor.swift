/// The processor and its memory, as far as speed depends on them.
package struct Processor: Sendable, Equatable {
  /// Bandwidth of the memory over all sockets in GB/s: channels × MT/s × 8 bytes.
  package let bandwidthGBPerSecond: Double
  /// Fast cores over all sockets.
  package let fastCores: Double
  /// Sockets.
  package let sockets: Int

  /// Creates a processor, or `nil` when a number makes no sense.
  package init?(bandwidthGBPerSecond: Double, fastCores: Double, sockets: Int = 1) {
    guard bandwidthGBPerSecond > 0, bandwidthGBPerSecond < 1e7 else { return nil }
    guard fastCores > 0, fastCores < 1e6, sockets >= 1, sockets <= 64 else { return nil }
    self.bandwidthGBPerSecond = bandwidthGBPerSecond
    self.fastCores = fastCores
    self.sockets = sockets
  }
}
