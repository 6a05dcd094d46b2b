import Catalog
import Sizing

/// Writes how fast a plan runs, or why that is not stated.
struct SpeedText: AnswerText, Sendable {
  let answer: SizeAnswer
  let colors: Bool

  var decode: String {
    guard let speed = known else { return ValueFormat.notApplicable }
    switch speed.decode {
    case .failure(let gap): return Self.words(for: gap)
    case .success(let estimate):
      return decode(estimate.tokensPerSecond, cachedTokens: answer.settings.contextPerSlot)
    }
  }

  /// The rate of all slots at once; `nil` where there is one, or where a row above says the same gap.
  var allAtOnce: String? {
    guard answer.settings.slots > 1, let speed = known, speed.knownDecode != nil,
      let all = speed.all
    else { return nil }
    switch all {
    case .failure(let gap): return Self.words(for: gap)
    case .success(let estimate):
      return "\(range(estimate.each)) tok/s each, \(range(estimate.tokensPerSecond)) in "
        + "all, \(estimate.streams) streams with \(prose(estimate.cachedTokens, .tokens)) "
        + "(\(estimate.tokensPerSecond.basis.name))"
    }
  }

  /// How many streams are fast enough, where that was asked, and the title of it.
  var users: (title: String, text: String)? {
    guard let users = answer.users, known != nil else { return nil }
    let rate = ValueFormat.number(users.rate, unit: .tokensPerSecond)
    return ("Users at \(rate) tok/s", text(users.result))
  }

  private func text(_ users: Result<MostStreams, SpeedGap>) -> String {
    switch users {
    case .failure(let gap): return Self.words(for: gap)
    case .success(let most):
      let limit =
        switch most.limit {
        case .memory: "memory decides"
        case .speed: "speed decides"
        case .slots: "llama.cpp takes no more"
        }
      let each = prose(answer.settings.contextPerSlot, .tokens)
      return "\(most.streams) at once with \(each) each; \(limit)"
    }
  }

  var prefill: String {
    guard let speed = known else { return ValueFormat.notApplicable }
    switch speed.prefill {
    case .failure(.draft): return "not estimated with a draft model, which reads the prompt too"
    case .failure(let gap): return Self.words(for: gap)
    case .success(let estimate):
      return text(
        estimate.tokensPerSecond, "for a prompt of \(prose(estimate.promptTokens, .tokens))")
    }
  }

  private var known: PlanSpeed? {
    answer.plan.verdict == .doesNotFit ? nil : answer.speed
  }

  static func words(for gap: SpeedGap) -> String {
    switch gap {
    case .bandwidth: "\(ValueFormat.notStated): the catalog does not know the card's bandwidth"
    case .computeUnits:
      "\(ValueFormat.notStated): the catalog does not know the card's compute units or clock"
    case .matrixRate:
      "\(ValueFormat.notStated): the catalog does not know the rate of the card's matrix units"
    case .processor:
      "\(ValueFormat.notStated) with weights in host memory: name the processor with --cpu"
    case .hostPrefill: "\(ValueFormat.notStated) with weights in host memory: never measured"
    case .hostStreams:
      "\(ValueFormat.notStated) with weights in host memory: never measured for several streams"
    case .runtime:
      "\(ValueFormat.notStated): no measurement of the program on such cards informs it"
    case .draft:
      "not estimated with a draft model: the text decides how many of its guesses are right"
    case .compressedRows:
      "\(ValueFormat.notStated): attention to compressed rows takes more time than its bytes tell"
    }
  }
}

extension SpeedGap {
  /// The word for programs.
  var word: String {
    switch self {
    case .bandwidth: "bandwidth"
    case .computeUnits: "compute_units"
    case .matrixRate: "matrix_rate"
    case .processor: "processor"
    case .hostPrefill: "host_prefill"
    case .hostStreams: "host_streams"
    case .runtime: "runtime"
    case .draft: "draft"
    case .compressedRows: "compressed_rows"
    }
  }
}
