/// What a kind of device reaches in decode.
///
/// Fitted to measured tokens per second of llama.cpp; classes without measurements borrow the
/// nearest class's constants and print a wider range.
package struct SpeedConstants: Sendable, Equatable {
  /// Fraction of the bandwidth reached when weights are read (symbol `η`).
  package let weightEfficiency: Double
  /// Fraction of the bandwidth reached when the cache is read (symbol `η_kv`).
  package let cacheEfficiency: Double
  /// Time of each layer beside reading, in microseconds (symbol `t_l`).
  package let layerMicroseconds: Double
  /// Half the range to print for dense models, as a fraction.
  package let band: Double
  /// Whether the constants were fitted to this class rather than borrowed.
  package let isFitted: Bool

  /// Efficiency of reading experts, relative to dense weights.
  package static let expertFactor = 0.8
  /// Half the range to print for models with experts, where the class's own is less.
  package static let expertBand = 0.2

  /// Creates constants.
  package init(
    weightEfficiency: Double, cacheEfficiency: Double, layerMicroseconds: Double, band: Double,
    isFitted: Bool
  ) {
    self.weightEfficiency = weightEfficiency
    self.cacheEfficiency = cacheEfficiency
    self.layerMicroseconds = layerMicroseconds
    self.band = band
    self.isFitted = isFitted
  }
}

extension Backend {
  /// The constants of the class, for a device that was not measured itself.
  package var speed: SpeedConstants {
    switch self {
    case .cudaAda: .fitted(0.88, layer: 40)
    case .cudaAmpere: .fitted(0.857, layer: 30)
    case .rocmRDNA: .fitted(0.878, layer: 76)
    case .metal: .fitted(0.895, layer: 82)
    case .cpuDesktop: .fitted(0.64, cache: 0.64, layer: 0)
    case .cpuServer: .borrowed(0.445, cache: 0.445, layer: 0)
    case .cudaHopper: .borrowed(0.857, layer: 30)
    case .cudaTuring: .borrowed(0.857, layer: 30)
    case .rocmCDNA: .borrowed(0.878, layer: 76)
    case .intel: .borrowed(0.64, layer: 76)
    }
  }
}

extension SpeedConstants {
  fileprivate static func fitted(
    _ efficiency: Double, cache: Double = 0.78, layer: Double
  ) -> SpeedConstants {
    SpeedConstants(
      weightEfficiency: efficiency, cacheEfficiency: cache, layerMicroseconds: layer, band: 0.15,
      isFitted: true)
  }

  fileprivate static func borrowed(
    _ efficiency: Double, cache: Double = 0.78, layer: Double
  ) -> SpeedConstants {
    SpeedConstants(
      weightEfficiency: efficiency, cacheEfficiency: cache, layerMicroseconds: layer, band: 0.3,
      isFitted: false)
  }
}
