import Sizing
import SizingWeb
import TestSupport
import Testing

@Suite struct WebTests {
  /// Llama-3.1-8B in Q4_K_M.
  private static func model() throws -> [Double] {
    try #require(ModelRequest.numbers(of: TestModel.llama31x8b.shape(), .q4KM))
  }

  /// One 24 GiB card at 8192 tokens.
  private static let use: [Double] = {
    var use = [Double](repeating: 0, count: UseField.count)
    let fields: [(UseField, Double)] = [
      (.contextTokens, 8192), (.slots, 1), (.microBatch, 512), (.cacheTypeK, 1), (.cacheTypeV, 1),
      (.flashAttention, 1), (.gpuLayers, -1), (.cachedTokens, 8192), (.cardCount, 1),
      (.promptTokens, 8192),
    ]
    for (field, value) in fields { use[field.rawValue] = value }
    use[UseField.allCases.count + CardField.usableBytes.rawValue] = 24_564 * 1_048_576
    let rates: [(CardField, Double)] = [
      (.bandwidthGBPerSecond, 1008), (.computeUnits, 128), (.clockGHz, 2.52),
      (.matrixTeraflops, 330.3), (.boardWatts, 450),
    ]
    for (field, value) in rates { use[UseField.allCases.count + field.rawValue] = value }
    return use
  }()

  /// What the exports answer; `nil` for a model that they refuse.
  private func answer(
    to use: [Double], about model: [Double]
  ) -> (status: Int32, values: [Double], longest: Double)? {
    var summary = [Double](repeating: -1, count: SummaryField.allCases.count)
    guard let handle = prepare(model, &summary) else {
      #expect(RequestStatus(rawValue: Int32(summary[0])) != nil, "\(summary)")
      return nil
    }
    defer { release(handle) }
    #expect(summary[0] == 0 && summary.allSatisfy(\.isFinite))
    var values = [Double](repeating: -1, count: AnswerField.count)
    let status = size(handle, use, &values)
    return (status, values, largestContext(handle, use))
  }

  @Test(arguments: ShapeRow.all) func answersAsTheEngineDoes(_ row: ShapeRow) throws {
    let (shape, mix) = (try row.shape(), QuantizationMix.q4KM)
    let numbers = try #require(ModelRequest.numbers(of: shape, mix))
    let (status, values, longest) = try #require(answer(to: Self.use, about: numbers))
    try #require(status == 0)
    let rates = try Device.rtx4090.card().rates
    let card = try #require(
      Card(
        usableBytes: 24_564 << 20, backend: .cudaAda, bandwidthGBPerSecond: 1008, rates: rates))
    let prepared = PreparedModel(shape, mix)
    let settings = try LoadSettings(contextTokens: 8192)
    let plan = try prepared.plan(settings, on: [card])
    let speed = PlanSpeed(plan, cachedTokens: 8192, promptTokens: 8192)
    // No speed is stated where rows are compressed.
    #expect((speed.knownDecode == nil) == (shape.compressed != nil))
    #expect((speed.knownPrefill == nil) == (shape.compressed != nil))
    func value(_ field: AnswerField) -> Double { values[field.rawValue] }
    #expect(value(.need) == Double(plan.need))
    #expect(value(.weights) == Double(plan.weights))
    #expect(value(.cache) == Double(plan.cache))
    #expect(value(.compute) == Double(plan.compute))
    #expect(value(.hostWeights) == Double(plan.host.weights))
    #expect(value(.verdict) == Double(plan.verdict.rawValue))
    #expect(value(.margin) == Double(plan.margin))
    #expect(value(.decode) == speed.knownDecode?.tokensPerSecond.mid ?? 0)
    #expect(value(.prefillLow) == speed.knownPrefill?.tokensPerSecond.low ?? 0)
    let first = AnswerField.allCases.count
    #expect(values[first + LedgerField.room.rawValue] == Double(plan.cards[0].room))
    #expect(longest == Double(try prepared.largestContext(settings, on: [card]) ?? 0))
  }

  private static let absurd = [
    -1, .nan, .infinity, -.infinity, 1e300, -1e300, 9e15, -9e15, 8.9e15, 0.5, 3, 4, 2048,
  ]

  /// Every number of a model and of a use may be absurd.
  @Test(arguments: 0..<ModelField.allCases.count + UseField.count) func survivesAbsurdNumbers(
    _ place: Int
  ) throws {
    for value in Self.absurd {
      var (model, use) = (try Self.model(), Self.use)
      if place < ModelField.allCases.count {
        model[place] = value
      } else {
        use[place - ModelField.allCases.count] = value
      }
      guard let (status, values, longest) = answer(to: use, about: model) else { continue }
      #expect(status == 0 || RequestStatus(rawValue: status) != nil, "\(value): \(status)")
      let statuses = RequestStatus.allCases.map { -Double($0.rawValue) }
      #expect(longest >= 0 && longest.isFinite || statuses.contains(longest))
      #expect(status != 0 || values.allSatisfy(\.isFinite), "\(value): \(values)")
    }
  }

  @Test func addsTheProcessor() throws {
    var use = Self.use
    use[UseField.gpuLayers.rawValue] = 16
    let model = try Self.model()
    let without = try #require(answer(to: use, about: model)).values
    #expect(without[AnswerField.decode.rawValue] == 0)
    use[UseField.hostBandwidthGBPerSecond.rawValue] = 89.6
    use[UseField.hostFastCores.rawValue] = 16
    let with = try #require(answer(to: use, about: model)).values
    #expect(with[AnswerField.decode.rawValue] > 0)
    use[UseField.hostFastCores.rawValue] = -1
    #expect(
      try #require(answer(to: use, about: model)).status == RequestStatus.badProcessor.rawValue)
  }

  @Test func tellsEveryCard() throws {
    var use = Self.use
    use[UseField.cardCount.rawValue] = 8
    use[UseField.split.rawValue] = 2
    for card in 0..<8 {
      let place = UseField.allCases.count + card * CardField.allCases.count
      use[place + CardField.usableBytes.rawValue] = Double((card + 1) << 33)
      use[place + CardField.share.rawValue] = card == 3 ? 0 : Double(card + 1)
    }
    let (status, values, _) = try #require(answer(to: use, about: Self.model()))
    try #require(status == 0)
    func cards(_ field: LedgerField) -> [Double] {
      (0..<8).map {
        values[
          AnswerField.allCases.count + $0 * LedgerField.allCases.count + field.rawValue]
      }
    }
    #expect(cards(.layers).reduce(0, +) == 32)
    #expect(cards(.layers)[3] == 0)
    #expect(cards(.holdsOutput) == [0, 0, 0, 0, 0, 0, 0, 1])
    #expect(cards(.weights).reduce(0, +) == values[AnswerField.weights.rawValue])
  }

  @Test func refusesWhatIsMissing() throws {
    var summary = [Double](repeating: -1, count: SummaryField.allCases.count)
    #expect(prepare(nil, &summary) == nil)
    #expect(summary[0] == Double(RequestStatus.noBuffer.rawValue))
    #expect(prepare(nil, nil) == nil)
    #expect(size(nil, nil, nil) == RequestStatus.noBuffer.rawValue)
    #expect(largestContext(nil, nil) == -Double(RequestStatus.noBuffer.rawValue))
    #expect(allocateDoubles(0) == nil)
    release(nil)
  }
}
