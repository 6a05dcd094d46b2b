internal import Sizing

/// How fast models run and load. What does not fit, or is not known, gives NULL.
extension EngineFunctions {
  private static let stream = ["model", "quantization", "context", "gpu", "count"]
  private static let streams = ["model", "quantization", "context", "users", "gpu", "count"]

  static func speed(_ engine: SizingEngine) -> [SQLFunction] {
    func ofStream(
      _ name: String, _ meaning: String, _ pick: @escaping @Sendable (PlanSpeed) -> Cell?
    ) -> SQLFunction {
      function(name, stream, optional: 1, meaning) { call throws(SizingFault) in
        let answer = try engine.answer(
          call.question(), on: call.text(3), count: call.count(4), log: call.log)
        return answer.plan.verdict == .doesNotFit ? .notStated : pick(answer.speed) ?? .notStated
      }
    }
    func ofAll(
      _ name: String, _ meaning: String, _ pick: @escaping @Sendable (Estimate) -> Cell
    ) -> SQLFunction {
      function(name, streams, optional: 1, meaning) { call throws(SizingFault) in
        let answer = try engine.answer(
          call.use(), on: call.text(4), count: call.count(5), log: call.log)
        guard answer.plan.verdict != .doesNotFit, let rate = answer.speed.rateOfAll else {
          return .notStated
        }
        return pick(rate)
      }
    }
    return [
      ofStream("decode_tok_s", "Likely tokens per second for one user with a full context.") {
        $0.knownDecode.map { .decimal($0.tokensPerSecond.mid) }
      },
      ofStream("decode_tok_s_low", "Least tokens per second for one user with a full context.") {
        $0.knownDecode.map { .decimal($0.tokensPerSecond.low) }
      },
      ofStream("decode_tok_s_high", "Most tokens per second for one user with a full context.") {
        $0.knownDecode.map { .decimal($0.tokensPerSecond.high) }
      },
      ofStream(
        "decode_basis",
        "What that range rests on: estimated, or derived from runs of the card in this format."
      ) { $0.knownDecode.map { .text($0.tokensPerSecond.basis.word) } },
      ofStream("prefill_tok_s", "Likely tokens of a prompt of that length per second.") {
        $0.knownPrefill.map { .decimal($0.tokensPerSecond.mid) }
      },
      ofStream("prefill_tok_s_low", "Least tokens of a prompt of that length per second.") {
        $0.knownPrefill.map { .decimal($0.tokensPerSecond.low) }
      },
      ofStream("prefill_tok_s_high", "Most tokens of a prompt of that length per second.") {
        $0.knownPrefill.map { .decimal($0.tokensPerSecond.high) }
      },
      ofStream(
        "prefill_basis",
        "What that range rests on: estimated, or derived from runs of the card in this format."
      ) { $0.knownPrefill.map { .text($0.tokensPerSecond.basis.word) } },
      ofAll("all_tok_s", "Likely tokens per second for all users together.") { .decimal($0.mid) },
      ofAll("all_tok_s_low", "Least tokens per second for all users together.") {
        .decimal($0.low)
      },
      ofAll("all_tok_s_high", "Most tokens per second for all users together.") {
        .decimal($0.high)
      },
      ofAll("all_basis", "What that range rests on: estimated, for one user also derived.") {
        .text($0.basis.word)
      },
    ]
  }

  static func loading(_ engine: SizingEngine) -> [SQLFunction] {
    func seconds(
      _ name: String, _ meaning: String, _ pick: @escaping @Sendable (Estimate) -> Cell
    ) -> SQLFunction {
      function(name, ["model", "quantization", "gpu", "count", "disk"], meaning) {
        call throws(SizingFault) in
        let question = SizingQuestion(
          model: try call.text(0), quantization: try call.text(1), contextTokens: 1)
        let plan = try engine.plan(
          question, on: call.text(2), count: call.count(3), log: call.log)
        let disk = try engine.disk(call.text(4), log: call.log)
        let supply = HostSupply(diskGBPerSecond: disk.gigabytesPerSecond ?? 0) ?? .unstated
        do throws(SpeedGap) {
          return plan.verdict == .doesNotFit
            ? .notStated : pick(try plan.loading(from: supply).seconds)
        } catch {
          return .notStated
        }
      }
    }
    return [
      seconds("load_s", "Likely seconds to load the model from a drive to cards.") {
        .decimal($0.mid)
      },
      seconds("load_s_low", "Least seconds to load the model from a drive to cards.") {
        .decimal($0.low)
      },
      seconds("load_s_high", "Most seconds to load the model from a drive to cards.") {
        .decimal($0.high)
      },
      seconds("load_basis", "What that range rests on: estimated.") { .text($0.basis.word) },
    ]
  }
}

/// How fast models run from system memory.
extension EngineFunctions {
  /// What may be asked of a range, by the end of a function's name.
  private static let parts: [RangePart] = [
    RangePart(ending: "tok_s", words: "Likely tokens per second") { .decimal($0.mid) },
    RangePart(ending: "tok_s_low", words: "Least tokens per second") { .decimal($0.low) },
    RangePart(ending: "tok_s_high", words: "Most tokens per second") { .decimal($0.high) },
    RangePart(ending: "basis", words: "What a range rests on, estimated,") {
      .text($0.basis.word)
    },
  ]

  /// With a processor at its best, and perhaps a card.
  static func host(_ engine: SizingEngine) -> [SQLFunction] {
    parts.map { part in
      function(
        "host_\(part.ending)", ["model", "quantization", "context", "cpu", "gpu"], optional: 1,
        part.words + " for one user with all weights in system memory, or with a card those of "
          + "experts."
      ) { call throws(SizingFault) in
        let estimate = try engine.hostDecode(
          call.question(), on: call.text(3), beside: call.has(4) ? call.text(4) : nil,
          log: call.log)
        return estimate.map { part.pick($0.tokensPerSecond) } ?? .notStated
      }
    }
  }

  /// With the memory that a machine has.
  static func memoryOfMachine(_ engine: SizingEngine) -> [SQLFunction] {
    parts.map { part in
      function(
        "ram_\(part.ending)",
        ["model", "quantization", "context", "cpu", "sockets", "bandwidth"],
        part.words + " for one user with all weights in system memory of a bandwidth in GB/s."
      ) { call throws(SizingFault) in
        let estimate = try engine.hostDecode(
          call.question(), on: call.text(3), sockets: call.count(4),
          bandwidthGBPerSecond: call.number(5), log: call.log)
        return estimate.map { part.pick($0.tokensPerSecond) } ?? .notStated
      }
    }
  }
}

/// A part of a range that SQL may ask for.
private struct RangePart: Sendable {
  let ending: String
  let words: String
  let pick: @Sendable (Estimate) -> Cell
}

extension Estimate.Basis {
  /// One word for it.
  fileprivate var word: String {
    switch self {
    case .measured: "measured"
    case .derived: "derived"
    case .estimated: "estimated"
    }
  }
}
