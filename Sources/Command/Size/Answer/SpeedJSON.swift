import Catalog
import Pages
import Sizing

/// Writes how fast a plan runs for programs.
struct SpeedJSON: Sendable {
  let answer: SizeAnswer

  func write(to writer: inout JSONWriter) {
    if let named = answer.processor {
      writer.key("processor")
      writer.object { writer in
        writer.member("id", named.id)
        writer.member("name", named.name)
        writer.number("sockets", Int64(named.processor.sockets))
        writer.number("memory_mt_s", named.megatransfers)
        writer.member("memory_basis", named.assumesFastestMemory ? "assumed" : "given")
        writer.number("bandwidth_gb_s", named.processor.bandwidthGBPerSecond)
      }
    }
    let speed = answer.plan.verdict == .doesNotFit ? nil : answer.speed
    Self.write(
      "decode", speed?.knownDecode?.tokensPerSecond, speed?.decode, "cached_tokens",
      answer.settings.contextPerSlot, to: &writer)
    if case .success(let all) = speed?.all {
      writer.key("decode_all")
      writer.object { writer in
        writer.number("streams", all.streams)
        writer.range(all.tokensPerSecond)
        writer.number("each_tok_s", all.each.mid)
        writer.member("basis", "\(all.tokensPerSecond.basis.name)")
        writer.number("cached_tokens", all.cachedTokens)
      }
    }
    if let users = answer.users, speed != nil {
      writer.key("users")
      writer.object { writer in
        writer.number("each_tok_s", users.rate)
        switch users.result {
        case .success(let most):
          writer.number("streams", most.streams)
          writer.member("limit", most.limit.word)
        case .failure(let gap): writer.member("gap", gap.word)
        }
      }
    }
    Self.write(
      "prefill", speed?.knownPrefill?.tokensPerSecond, speed?.prefill, "prompt_tokens",
      answer.settings.contextPerSlot, to: &writer)
  }

  /// Writes a rate, or `null` and what is not known.
  static func write<Value>(
    _ name: String, _ rate: Estimate?, _ result: Result<Value, SpeedGap>?, _ length: String,
    _ tokens: Int64, to writer: inout JSONWriter
  ) {
    writer.key(name)
    guard let rate else {
      writer.literal("null")
      if case .failure(let gap) = result { writer.member("\(name)_gap", gap.word) }
      return
    }
    writer.object { writer in
      writer.range(rate)
      writer.member("basis", "\(rate.basis.name)")
      writer.number(length, tokens)
    }
  }
}

extension JSONWriter {
  /// Writes a rate with its range.
  fileprivate mutating func range(_ rate: Estimate) {
    number("low_tok_s", rate.low)
    number("tok_s", rate.mid)
    number("high_tok_s", rate.high)
  }
}

extension MostStreams.Limit {
  /// The word for programs.
  fileprivate var word: String {
    switch self {
    case .memory: "memory"
    case .speed: "speed"
    case .slots: "slots"
    }
  }
}
