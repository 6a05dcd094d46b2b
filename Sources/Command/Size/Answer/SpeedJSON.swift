import Catalog
import Pages
import Sizing

/// Writes how fast a plan runs for programs.
struct SpeedJSON: Sendable {
  let answer: SizeAnswer

  func write(to writer: inout JSONWriter) {
    machine(to: &writer)
    let speed = answer.plan.verdict == .doesNotFit ? nil : answer.speed
    Self.write(
      "decode", speed?.knownDecode?.tokensPerSecond, speed.flatMap { gap($0.decode) },
      "cached_tokens", answer.settings.contextPerSlot, to: &writer)
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
          writer.member("basis", "\(most.basis.name)")
        case .failure(let gap): writer.member("gap", answer.machine.word(for: gap))
        }
      }
    }
    Self.write(
      "prefill", speed?.knownPrefill?.tokensPerSecond, speed.flatMap { gap($0.prefill) },
      "prompt_tokens", answer.settings.contextPerSlot, to: &writer)
    if answer.machine.disk != nil { loading(speed?.loading, to: &writer) }
  }

  private func gap<Value>(_ result: Result<Value, SpeedGap>) -> String? {
    guard case .failure(let gap) = result else { return nil }
    return answer.machine.word(for: gap)
  }

  /// The processor, the memory and the disk, where they were named.
  private func machine(to writer: inout JSONWriter) {
    let machine = answer.machine
    if let named = machine.processor {
      writer.key("processor")
      writer.object { writer in
        writer.member("id", named.id)
        writer.member("name", named.name)
        writer.number("sockets", Int64(named.sockets))
        let isKnown = named.megatransfers != nil
        writer.number("memory_mt_s", named.megatransfers)
        writer.member(
          "memory_basis", isKnown ? (named.assumesFastestMemory ? "assumed" : "given") : nil)
        writer.number("bandwidth_gb_s", named.processor?.bandwidthGBPerSecond)
      }
    }
    if let memory = machine.memoryGibibytes {
      writer.number("memory_gib", memory)
      let room = answer.plan.hostRoom(in: machine.supply)
      if room != .unstated { writer.member("host_room", room.word) }
    }
    guard let disk = machine.disk else { return }
    writer.key("disk")
    writer.object { writer in
      writer.member("name", disk.name)
      writer.number("read_gb_s", disk.gigabytesPerSecond)
      writer.member("basis", disk.isRated ? "rated" : "given")
    }
  }

  private func loading(
    _ result: Result<LoadingEstimate, SpeedGap>?, to writer: inout JSONWriter
  ) {
    switch result {
    case nil: Self.writeMissing("loading", nil, to: &writer)
    case .failure(let gap):
      Self.writeMissing("loading", answer.machine.word(for: gap), to: &writer)
    case .success(let estimate):
      writer.key("loading")
      writer.object { writer in
        writer.number("low_s", estimate.seconds.low)
        writer.number("s", estimate.seconds.mid)
        writer.number("high_s", estimate.seconds.high)
        writer.member("basis", "\(estimate.seconds.basis.name)")
        writer.number("file_bytes", Int64(estimate.fileBytes))
        writer.number("disk_s", estimate.diskSeconds)
        writer.number("card_bytes", Int64(estimate.cardBytes))
        writer.number("link_s", estimate.linkSeconds)
      }
    }
  }

  /// Writes `null` for what is not stated, and what is not known where it was asked.
  static func writeMissing(_ name: String, _ gap: String?, to writer: inout JSONWriter) {
    writer.key(name)
    writer.literal("null")
    if let gap { writer.member("\(name)_gap", gap) }
  }

  /// Writes a rate, or `null` and what is not known.
  static func write(
    _ name: String, _ rate: Estimate?, _ gap: String?, _ length: String,
    _ tokens: Int64, to writer: inout JSONWriter
  ) {
    guard let rate else { return writeMissing(name, gap, to: &writer) }
    writer.key(name)
    writer.object { writer in
      writer.range(rate)
      writer.member("basis", "\(rate.basis.name)")
      writer.number(length, tokens)
    }
  }
}

extension HostRoom {
  /// The word for programs.
  fileprivate var word: String {
    switch self {
    case .unstated: "unstated"
    case .ample: "ample"
    case .tight: "tight"
    case .short: "short"
    case .none: "none"
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
  var word: String {
    switch self {
    case .memory: "memory"
    case .speed: "speed"
    case .slots: "slots"
    }
  }
}
