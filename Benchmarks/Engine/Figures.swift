import Foundation
import Sizing
import TestSupport

/// What is measured of one model.
struct Figures {
  /// Seconds after which a model is asked no more.
  private static let limit = 6.0

  /// Milliseconds that preparing takes: the median of some runs.
  let prepareMilliseconds: Double
  /// Microseconds of an answer among the first thousand, when hardly a buffer is known.
  let firstMicroseconds: Double
  /// Answers in a second, over all questions, the first among them.
  let rate: Double
  /// The same when they are asked again.
  let repeatedRate: Double
  /// A sum over all answers, so that none is left out.
  let checksum: Double

  init(_ model: LanguageModel, questions: Int) throws {
    var runs: [Double] = []
    var prepared = PreparedModel(model, .q4KM)
    for _ in 0..<9 {
      let start = Self.secondsRun()
      prepared = PreparedModel(model, .q4KM)
      runs.append((Self.secondsRun() - start) * 1e3)
    }
    prepareMilliseconds = runs.sorted()[runs.count / 2]

    let asked = try Self.settings(for: model, count: questions)
    // An H100.
    let rates = CardRates(
      computeUnits: 132, clockGHz: 1.98, matrixTeraflops: 989.4, boardWatts: 700)
    let card = Card(
      usableBytes: 80 << 30, backend: .cudaHopper, bandwidthGBPerSecond: 3350,
      rates: rates ?? .unknown)
    let cards = card.map { [$0] } ?? []
    var planner = Planner(prepared)
    var sum = 0.0
    func answer(_ range: Range<Int>) throws -> (count: Int, seconds: Double) {
      let start = Self.secondsRun()
      var seconds = 0.0
      for index in range {
        let plan = try planner.plan(asked[index], on: cards)
        sum += Double(plan.need) + Double(plan.verdict.rawValue)
        // Of compressed rows no speed is stated.
        if let rate = try? plan.decode(cachedTokens: asked[index].contextTokens).tokensPerSecond {
          sum += rate.low + rate.high
        }
        guard index % 1000 == 999 else { continue }
        seconds = Self.secondsRun() - start
        if seconds > Self.limit { return (index + 1 - range.lowerBound, seconds) }
      }
      return (range.count, seconds)
    }
    let first = try answer(0..<1000)
    firstMicroseconds = first.seconds * 1e3
    let rest = try answer(1000..<questions)
    rate = Double(first.count + rest.count) / (first.seconds + rest.seconds)
    let again = try answer(0..<min(questions, first.count + rest.count) / 4)
    repeatedRate = Double(again.count) / again.seconds
    checksum = sum
  }

  /// The figures as a row of a table.
  func line(_ id: String) -> String {
    String(
      format: "| \(id) | %.3f | %.1f | %.0f | %.0f |", prepareMilliseconds, firstMicroseconds, rate,
      repeatedRate)
  }

  /// Questions that vary context, users and cache types, all with fused attention.
  private static func settings(for model: LanguageModel, count: Int) throws -> [LoadSettings] {
    var random = SplitMix(state: 7)
    let types = CacheType.allCases.filter { type in
      let heads = [
        model.latent?.cachedWidth ?? model.keyHeadSize,
        model.latent == nil ? model.valueHeadSize : 0,
        model.window?.fullHeadSize ?? 0, model.latent?.indexer?.keySize ?? 0,
      ]
      return heads.allSatisfy { $0 % type.tensorType.blockElements == 0 }
    }
    return try (0..<count).map { _ in
      let users = Int64.random(in: 1...64, using: &random)
      return try LoadSettings(
        contextTokens: users * Int64.random(in: 512...131_072, using: &random), slots: users,
        cacheTypeK: types.randomElement(using: &random) ?? .f16,
        cacheTypeV: types.randomElement(using: &random) ?? .f16)
    }
  }

  /// Seconds that this thread has been running, whatever else the machine does.
  private static func secondsRun() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
