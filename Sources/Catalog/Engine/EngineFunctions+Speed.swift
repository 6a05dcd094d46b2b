internal import Sizing

/// How fast models run and load, each as a range. What does not fit, or is not known, gives NULL.
extension EngineFunctions {
  /// One user, or all users together, on cards.
  static func speed(_ engine: SizingEngine) -> [SQLFunction] {
    func ofStream(
      _ name: String, _ value: String,
      _ pick: @escaping @Sendable (PlanSpeed) -> Result<Estimate, SpeedGap>
    ) -> [SQLFunction] {
      range(
        name, ["model", "quantization", "context", "gpu", "count"], optional: 1, of: value,
        basis: "estimated, or derived from runs of the card in this format"
      ) { call throws(SizingFault) in
        let answer = try engine.answer(
          call.question(), on: call.text(3), count: call.count(4), log: call.log)
        return answer.plan.verdict == .doesNotFit ? nil : pick(answer.speed)
      }
    }
    let decode = ofStream("decode", "tokens per second for one user with a full context") {
      $0.decode.map(\.tokensPerSecond)
    }
    let prefill = ofStream("prefill", "tokens of a prompt of that length per second") {
      $0.prefill.map(\.tokensPerSecond)
    }
    let all = range(
      "all", ["model", "quantization", "context", "users", "gpu", "count"], optional: 1,
      of: "tokens per second for all users together",
      basis: "estimated, for one user also derived"
    ) { call throws(SizingFault) in
      let answer = try engine.answer(
        call.use(), on: call.text(4), count: call.count(5), log: call.log)
      guard answer.plan.verdict != .doesNotFit else { return nil }
      guard let all = answer.speed.all else { return answer.speed.decode.map(\.tokensPerSecond) }
      return all.map(\.tokensPerSecond)
    }
    return decode + prefill + all
  }

  /// From a drive to cards.
  static func loading(_ engine: SizingEngine) -> [SQLFunction] {
    range(
      "load", unit: "s", ["model", "quantization", "gpu", "count", "disk"],
      of: "seconds to load the model from a drive to cards"
    ) { call throws(SizingFault) in
      let question = SizingQuestion(
        model: try call.text(0), quantization: try call.text(1), contextTokens: 1)
      let plan = try engine.plan(
        question, on: call.text(2), count: call.count(3), log: call.log)
      let disk = try engine.disk(call.text(4), log: call.log)
      guard plan.verdict != .doesNotFit else { return nil }
      let supply = HostSupply(diskGBPerSecond: disk.gigabytesPerSecond ?? 0) ?? .unstated
      do throws(SpeedGap) {
        return .success(try plan.loading(from: supply).seconds)
      } catch {
        return .failure(error)
      }
    }
  }

  /// From system memory, with a processor at its best, and perhaps a card.
  static func host(_ engine: SizingEngine) -> [SQLFunction] {
    range(
      "host", ["model", "quantization", "context", "cpu", "gpu"], optional: 1,
      of: "tokens per second for one user with all weights in system memory, or with a card those "
        + "of experts"
    ) { call throws(SizingFault) in
      let estimate = try engine.hostDecode(
        call.question(), on: call.text(3), beside: call.has(4) ? call.text(4) : nil,
        log: call.log)
      return estimate?.map(\.tokensPerSecond)
    }
  }

  /// From system memory, with that which a machine has.
  static func memoryOfMachine(_ engine: SizingEngine) -> [SQLFunction] {
    range(
      "ram", ["model", "quantization", "context", "cpu", "sockets", "bandwidth"],
      of: "tokens per second for one user with all weights in system memory of a bandwidth in GB/s"
    ) { call throws(SizingFault) in
      let estimate = try engine.hostDecode(
        call.question(), on: call.text(3), sockets: call.count(4),
        bandwidthGBPerSecond: call.number(5), log: call.log)
      return estimate?.map(\.tokensPerSecond)
    }
  }

  /// The functions of a range, which are alike for all: its likely value, its ends, and what it rests on.
  ///
  /// - Parameters:
  ///   - name: What their names begin with: `decode` makes `decode_tok_s` and `decode_basis`.
  ///   - unit: How the names of values go on.
  ///   - parameters: The names of the parameters.
  ///   - optional: How many of them may be left out.
  ///   - value: The value in words, to stand behind *likely*, *least* and *most*.
  ///   - basis: What the range can rest on, in words.
  ///   - estimate: Gives the range, or why it is not stated; `nil` where there is none to ask for, as of what
  ///     does not fit.
  /// - Returns: The functions, the likely value first.
  private static func range(
    _ name: String, unit: String = "tok_s", _ parameters: [String], optional: Int = 0,
    of value: String, basis: String = "estimated",
    _ estimate:
      @escaping @Sendable (FunctionCall) throws(SizingFault) -> Result<Estimate, SpeedGap>?
  ) -> [SQLFunction] {
    RangePart.allCases.map { part in
      function(
        name + "_" + part.ending(unit: unit), parameters, optional: optional,
        part.meaning(of: value, basis: basis)
      ) { call throws(SizingFault) in
        guard let found = try estimate(call) else { return .notStated }
        switch found {
        case .success(let range): return part.cell(of: range)
        case .failure(let gap): return part.cell(of: gap)
        }
      }
    }
  }
}

/// A part of a range, for which SQL has a function.
private enum RangePart: CaseIterable {
  case likely
  case least
  case most
  case basis

  /// The end of the function's name.
  func ending(unit: String) -> String {
    switch self {
    case .likely: unit
    case .least: unit + "_low"
    case .most: unit + "_high"
    case .basis: "basis"
    }
  }

  /// What the function gives, in words.
  func meaning(of value: String, basis: String) -> String {
    switch self {
    case .likely: "Likely \(value)."
    case .least: "Least \(value)."
    case .most: "Most \(value)."
    case .basis: "Its basis, or what is missing: \(basis)."
    }
  }

  /// The part of a range as a cell.
  func cell(of range: Estimate) -> Cell {
    switch self {
    case .likely: .decimal(range.mid)
    case .least: .decimal(range.low)
    case .most: .decimal(range.high)
    case .basis: .text(range.basis.word)
    }
  }

  /// The part of a range that is not stated as a cell: why, where it is asked what the range rests on.
  func cell(of gap: SpeedGap) -> Cell {
    self == .basis ? .text("\(ValueFormat.notStated): \(gap.reason)") : .notStated
  }
}

extension SpeedGap {
  /// Why a speed is not stated, as short as a cell of a table.
  fileprivate var reason: String {
    switch self {
    case .bandwidth: "bandwidth not known"
    case .computeUnits: "units not known"
    case .clock: "clock not known"
    case .matrixRate: "no rate of matrix units"
    case .link: "link not known"
    case .disk: "rate of the drive not known"
    case .compressedRows: "no constant for such a cache"
    case .cacheKernels: "no kernels for the cache in default builds"
    case .processor: "memory or cores not known"
    case .hostPrefill, .hostStreams: "weights in system memory"
    case .hostMemory: "system memory too small"
    case .draft: "with a draft model"
    case .runtime: "never measured"
    }
  }
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
