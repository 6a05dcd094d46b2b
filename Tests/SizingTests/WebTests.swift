import Sizing
import SizingWeb
import Testing

@Suite struct WebTests {
  /// Llama-3.1-8B in Q4_K_M on one 24 GiB card at 8192 tokens.
  private static func request() -> [Double] {
    var values = [Double](repeating: 0, count: Int(requestCount()))
    let fields: [(RequestField, Double)] = [
      (.layers, 32), (.hiddenSize, 4096), (.feedForwardSize, 14_336), (.queryHeads, 32),
      (.kvHeads, 8), (.keyHeadSize, 128), (.valueHeadSize, 128), (.vocabularySize, 128_256),
      (.mix, Double(QuantizationMix.allCases.firstIndex(of: .q4KM) ?? -1)),
      (.contextTokens, 8192), (.slots, 1), (.microBatch, 512),
      (.cacheTypeK, Double(CacheType.allCases.firstIndex(of: .f16) ?? -1)),
      (.cacheTypeV, Double(CacheType.allCases.firstIndex(of: .f16) ?? -1)),
      (.flashAttention, 1), (.cardCount, 1), (.usableBytes, 24_564 * 1_048_576),
      (.bandwidthGBPerSecond, 1008), (.cachedTokens, 8192),
    ]
    for (field, value) in fields { values[Int(field.rawValue)] = value }
    return values
  }

  private func answer(to request: [Double]) -> (status: Int32, values: [Double]) {
    var values = [Double](repeating: -1, count: Int(answerCount()))
    let status = request.withUnsafeBufferPointer { request in
      values.withUnsafeMutableBufferPointer { size(request.baseAddress, $0.baseAddress) }
    }
    return (status, values)
  }

  @Test func answersAsTheEngineDoes() throws {
    let (status, values) = answer(to: Self.request())
    #expect(status == 0)
    let card = try #require(
      Card(usableBytes: 24_564 << 20, backend: .cudaAda, bandwidthGBPerSecond: 1008))
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
    let settings = try LoadSettings(contextTokens: 8192)
    let plan = try prepared.plan(settings, on: [card])
    let rate = try #require(plan.decode(cachedTokens: 8192)).tokensPerSecond
    func value(_ field: AnswerField) -> Double { values[Int(field.rawValue)] }
    #expect(value(.need) == Double(plan.need))
    #expect(value(.weights) == Double(plan.weights))
    #expect(value(.cache) == Double(plan.cache))
    #expect(value(.compute) == Double(plan.compute))
    #expect(value(.hostNeed) == Double(plan.host.need))
    #expect(value(.verdict) == 0)
    #expect(value(.margin) == Double(plan.margin))
    #expect(value(.decode) == rate.mid)
    let longest = try prepared.largestContext(settings, on: [card])
    #expect(value(.largestContext) == longest.map(Double.init))
  }

  @Test(arguments: RequestField.allCases) func survivesAbsurdNumbers(_ field: RequestField) {
    for value in [-1, .nan, .infinity, -.infinity, 1e300, -1e300, 9e15, -9e15, 8.9e15, 0.5] {
      var request = Self.request()
      request[Int(field.rawValue)] = value
      let (status, values) = answer(to: request)
      #expect(status >= 0 && status <= RequestStatus.badPlan.rawValue)
      #expect(status != 0 || values.allSatisfy(\.isFinite), "\(value): \(values)")
    }
  }

  @Test func refusesAMissingBuffer() {
    #expect(size(nil, nil) == RequestStatus.noBuffer.rawValue)
    #expect(allocateDoubles(0) == nil)
  }
}
