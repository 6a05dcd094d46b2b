import Sizing
import TestSupport
import Testing

/// What `--explain` shows of weights in host memory: the printed formulas give the printed values.
@Suite struct HostDerivationTests {
  /// Twelve channels of DDR5-4800 in each of two sockets, with 64 cores.
  private static func server() throws -> Processor {
    try #require(Processor(bandwidthGBPerSecond: 921.6, fastCores: 128, sockets: 2))
  }

  private func value(_ quantity: Quantity, _ steps: Derivation) throws -> Double {
    try #require(steps.term(quantity), "\(quantity)").value
  }

  /// Milliseconds for bytes at a share of the memory's rate, bound by the cores.
  private func time(_ bytes: Double, _ share: Double, _ steps: Derivation) throws -> Double {
    let memory = try share * value(.socketFactor, steps) * value(.hostBandwidth, steps)
    let cores = try value(.coreRate, steps) * value(.fastCores, steps)
    let second: Double = 1 / (memory * memory) + 1 / (cores * cores)
    return bytes / 1e6 * second.squareRoot()
  }

  @Test func addsUpATokenOnAProcessor() throws {
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
      LoadSettings(contextTokens: 4096, gpuLayers: 0), on: [Device.rtx3090.card()])
    let steps = try plan.decode(cachedTokens: 4096, with: Self.server()).derivation
    let share = try value(.hostEfficiency, steps)
    let weights = try time(value(.hostRead, steps), share, steps)
    let socket = try value(.socketFactor, steps) * value(.hostBandwidth, steps)
    let cache = try value(.hostCacheRead, steps) / (share * socket) / 1e6
    let layers = try value(.hostLayers, steps) * value(.hostLayerTime, steps)
    #expect(try value(.hostLayers, steps) == 32)
    let sum: Double = weights + cache + layers
    #expect(try abs(sum - value(.hostTime, steps)) < 1e-9)
    let operands = try #require(steps.term(.hostTime)).operands.map { steps.terms[$0].quantity }
    #expect(operands.contains(.socketFactor) && operands.contains(.hostLayerTime))
  }

  /// Experts in host memory, and layers there too: what each device reads is shown.
  @Test(arguments: [Int?.none, 20]) func addsUpATokenOfBoth(_ gpuLayers: Int?) throws {
    let plan = try PreparedModel(TestModel.qwen3x30bA3b.shape(), .q4KM).plan(
      LoadSettings(
        contextTokens: 4096, gpuLayers: gpuLayers, hostExpertLayers: gpuLayers == nil ? .max : 0),
      on: [Device.rtx3090.card()])
    let steps = try plan.decode(cachedTokens: 1024, with: Self.server()).derivation
    let (dense, experts) = (
      try value(.cardDenseRead, steps), try value(.cardExpertsRead, steps)
    )
    let read = try dense + experts * value(.expertReadFactor, steps)
    #expect(try abs(read / value(.weightRate, steps) / 1e6 - value(.weightTime, steps)) < 1e-9)
    let cache = try value(.cardCacheRead, steps) / value(.cacheRate, steps) / 1e6
    #expect(try abs(cache - value(.cacheTime, steps)) < 1e-9)
    let host = try value(.hostRead, steps)
    let all = try value(.bytesReadPerToken, steps)
    #expect(abs(dense + experts + host - all) < 1e-6 * all)
    let share = try value(.hostEfficiency, steps)
    var worked = try time(host, share, steps)
    let layers = try value(.hostLayers, steps)
    worked += try layers * value(.hostLayerTime, steps)
    if gpuLayers == nil {
      #expect(experts == 0 && layers == 48 && steps.term(.hostCacheRead) == nil)
    } else {
      let socket = try value(.socketFactor, steps) * value(.hostBandwidth, steps)
      worked += try value(.hostCacheRead, steps) / (share * socket) / 1e6
      #expect(experts > 0 && layers == 29)
    }
    let formula: Formula = gpuLayers == nil ? .decodeRate : .decodeRateBesideCards
    #expect(steps.term(.decodeRate)?.formula == formula)
    #expect(try abs(worked - value(.hostTime, steps)) < 1e-9)
  }
}
