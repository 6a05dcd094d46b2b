extension DecodeConstants {
  /// GB/s at which a card reads weights: its bandwidth and what its kernels take in, joined in
  /// quadrature.
  ///
  /// `1 / √(1 / (η · u_m · BW)² + 1 / (κ · r · CU · f)²)`
  func weightRate(of card: Card, kernelFactor: Double) -> Double {
    let memory = memoryRate(of: card)
    let kernel = kernelRate(of: card, kernelFactor: kernelFactor)
    return 1 / (1 / (memory * memory) + 1 / (kernel * kernel)).squareRoot()
  }

  /// GB/s of weights that a card's memory gives: `η · u_m · BW`.
  func memoryRate(of card: Card) -> Double {
    card.readRate(efficiency: weightEfficiency, sharedMemoryFactor: sharedMemoryFactor)
  }

  /// GB/s of weights that a card's kernels take in: `κ · r · CU · f`.
  func kernelRate(of card: Card, kernelFactor: Double) -> Double {
    kernelBytesPerClock * kernelFactor * card.rates.computeUnits * card.rates.clockGHz
  }

  /// GB/s at which a card reads the cache, for so many query heads that share a key head.
  ///
  /// `1 / (1 / (η_kv · BW) + G / (κ_kv · CU · f))`; without flash attention the second part is that
  /// of the whole card.
  func cacheRate(of card: Card, queriesPerKey: Double, flashAttention: Bool) -> Double {
    let (bandwidth, clock) = (card.bandwidthGBPerSecond, card.rates.clockGHz)
    guard flashAttention else {
      return 1
        / (1 / (unfusedCacheEfficiency * bandwidth)
          + queriesPerKey / (unfusedCacheBytesPerClock * clock))
    }
    return 1
      / (1 / (cacheEfficiency * bandwidth)
        + queriesPerKey / (cacheBytesPerClock * card.rates.computeUnits * clock))
  }

  /// Milliseconds that a layer takes on a card beside reading, with so many microseconds more than a
  /// layer of 16 bits.
  func layerMilliseconds(
    on card: Card, hasExperts: Bool, flashAttention: Bool = true,
    unpacking microseconds: Double = 0
  ) -> Double {
    (layerMicroseconds(flashAttention) + microseconds) * (0.5 + 1 / card.rates.clockGHz)
      * (hasExperts ? expertLayerFactor : 1) / 1e3
  }

  /// Time of a layer beside reading in microseconds, at 2 GHz.
  func layerMicroseconds(_ flashAttention: Bool) -> Double {
    layerMicroseconds + (flashAttention ? 0 : unfusedLayerMicroseconds)
  }
}

extension Card {
  /// What of decode is not known of the card.
  var decodeGap: SpeedGap? {
    guard bandwidthGBPerSecond > 0 else { return .bandwidth }
    guard rates.computeUnits > 0 else { return .computeUnits }
    return rates.clockGHz > 0 ? nil : .clock
  }

  /// GB/s that the memory gives at such a fraction of its bandwidth, of which the other is left where
  /// the processor shares it.
  func readRate(efficiency: Double, sharedMemoryFactor: Double) -> Double {
    efficiency * (rates.sharesMemory ? sharedMemoryFactor : 1) * bandwidthGBPerSecond
  }
}

extension Processor {
  /// GB/s at which the processor reads weights, routed experts among them, whether a card computes the rest
  /// of their layers or the processor does.
  ///
  /// `1 / √(1 / (η_cpu · BW)² + 1 / (b_core · cores)²)`: few cores cannot take in what the memory gives.
  var weightRate: Double {
    let memory = memoryRate
    let cores = CommonSpeed.coreGBPerSecond * fastCores
    return 1 / (1 / (memory * memory) + 1 / (cores * cores)).squareRoot()
  }

  /// GB/s that the memory gives.
  var memoryRate: Double { CommonSpeed.processorEfficiency * socketBandwidth }

  /// Milliseconds in which the processor reads weights and cache, in bytes, and runs so many layers.
  func milliseconds(weights: Double, cache: Double, layers: Int) -> Double {
    (weights / weightRate + cache / memoryRate) / 1e6
      + Double(layers) * CommonSpeed.processorLayerMilliseconds
  }

  private var socketBandwidth: Double {
    bandwidthGBPerSecond * (sockets > 1 ? CommonSpeed.socketFactor : 1)
  }
}
