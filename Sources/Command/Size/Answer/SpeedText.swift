import Catalog
import Sizing

/// Writes how fast a plan runs, or why that is not stated.
struct SpeedText: AnswerText, Sendable {
  let answer: SizeAnswer
  let colors: Bool

  var decode: String {
    guard let speed = known else { return ValueFormat.notApplicable }
    switch speed.decode {
    case .failure(let gap): return words(for: gap)
    case .success(let estimate):
      return decode(estimate.tokensPerSecond, cachedTokens: answer.settings.contextPerSlot)
        + disk(estimate.hostRoom)
    }
  }

  /// What the disk has to do with it.
  private func disk(_ room: HostRoom) -> String {
    switch room {
    case .short: "; memory is short, so weights are read from the disk for each token"
    case .tight: "; memory is tight: at worst weights are read from the disk for each token"
    case .unstated, .ample, .none: ""
    }
  }

  /// The rate of all slots at once; `nil` where there is one, or where a row above says the same gap.
  var allAtOnce: String? {
    guard answer.settings.slots > 1, let speed = known, speed.knownDecode != nil,
      let all = speed.all
    else { return nil }
    switch all {
    case .failure(let gap): return words(for: gap)
    case .success(let estimate):
      return "\(range(estimate.each)) tok/s each, \(range(estimate.tokensPerSecond)) in "
        + "all, \(estimate.streams) streams with \(prose(estimate.cachedTokens, .tokens)) "
        + "(\(estimate.tokensPerSecond.basis.name))"
    }
  }

  /// How many streams are fast enough, where that was asked, and the title of it.
  var users: (title: String, text: String)? {
    guard let users = answer.users, known != nil else { return nil }
    return (Self.title(ofUsersAt: users.rate), text(users.result))
  }

  /// As it was asked: rounded it would be another question.
  static func title(ofUsersAt rate: Double) -> String {
    "Users at \(ValueFormat.plain(.decimal(rate))) tok/s"
  }

  private func text(_ users: Result<MostStreams, SpeedGap>) -> String {
    switch users {
    case .failure(let gap): return words(for: gap)
    case .success(let most):
      let limit =
        switch most.limit {
        case .memory: "memory decides"
        case .speed: "speed decides"
        case .slots: "llama.cpp takes no more"
        }
      let each = prose(answer.settings.contextPerSlot, .tokens)
      return "\(most.streams) at once with \(each) each; \(limit) (\(most.basis.name))"
    }
  }

  var prefill: String {
    guard let speed = known else { return ValueFormat.notApplicable }
    switch speed.prefill {
    case .failure(.draft): return "not estimated with a draft model, which reads the prompt too"
    case .failure(let gap): return words(for: gap)
    case .success(let estimate):
      return text(
        estimate.tokensPerSecond, "for a prompt of \(prose(estimate.promptTokens, .tokens))")
    }
  }

  private var known: PlanSpeed? {
    answer.plan.verdict == .doesNotFit ? nil : answer.speed
  }

  /// How long loading takes, where a disk was named.
  var loading: String? {
    guard answer.machine.disk != nil, let speed = known else { return nil }
    switch speed.loading {
    case .failure(let gap): return words(for: gap)
    case .success(let estimate):
      let seconds = [estimate.seconds.low, estimate.seconds.high].map {
        ValueFormat.number($0, unit: .seconds)
      }
      return
        "\(seconds.joined(separator: "–")) s for \(MemoryText.gibibytes(Int64(estimate.fileBytes))) from the disk "
        + "(\(estimate.seconds.basis.name))"
    }
  }

  private func words(for gap: SpeedGap) -> String { answer.machine.words(for: gap) }
}
