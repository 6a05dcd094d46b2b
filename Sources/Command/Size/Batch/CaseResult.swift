import Catalog
import Diagnostics
import Sizing

/// The result of one case as a line of a CSV file.
///
/// Numbers have a fixed form that programs compare: MiB with two decimals as llama.cpp prints them,
/// GiB with four, rates with two. What is not known stays blank.
struct CaseResult: Sendable {
  let id: String
  /// Whether the file of cases names machines, so that loading follows.
  var hasMachine = false
  /// Whether the file asks for several slots or for users, so that the rate of all slots follows.
  var hasStreams = false
  /// Whether the file asks how many users are served.
  var hasUsers = false
  let outcome: Result<SizeOutcome, DiagnosticError>

  /// The names of the columns, in order; behind them are those of `machineColumns` for a file that names
  /// machines, those of `streamColumns` for one that asks for several slots or users, and those of
  /// `userColumns` for one that asks for users. `basis` is what decode rests on; every other estimate has
  /// a column of its own for that. The gaps say why a speed is blank on cards that hold the model.
  static let columns =
    ["case_id", "file_size_bytes", "gpu_model_mib", "gpu_kv_mib", "gpu_compute_mib"]
    + ["host_model_mib", "host_kv_mib", "host_compute_mib"]
    + ["need_gib_low", "need_gib", "need_gib_high", "verdict"]
    + ["decode_tok_s_low", "decode_tok_s", "decode_tok_s_high"]
    + ["prefill_tok_s_low", "prefill_tok_s", "prefill_tok_s_high", "basis", "error"]
    + ["prefill_basis", "decode_gap", "prefill_gap"]
  /// What a processor, memory and a disk make known.
  static let machineColumns = ["load_s_low", "load_s", "load_s_high", "load_gap", "load_basis"]

  /// All slots at once: of one slot its own rate.
  static let streamColumns = [
    "all_tok_s_low", "all_tok_s", "all_tok_s_high", "all_gap", "all_basis",
  ]

  /// What a rate for each user makes known: how many are served, what keeps the cards from more, why that
  /// is not stated, and what it rests on.
  static let userColumns = ["users", "users_limit", "users_gap", "users_basis"]

  /// The columns of the results of a file of cases.
  static func columns(of file: CaseFile) -> [String] {
    columns + (file.hasMachine ? machineColumns : []) + (file.hasStreams ? streamColumns : [])
      + (file.hasUsers ? userColumns : [])
  }

  /// The cells in the order of the columns.
  var cells: [String] {
    basicCells + (hasMachine ? machineCells : []) + (hasStreams ? streamCells : [])
      + (hasUsers ? userCells : [])
  }

  private var basicCells: [String] {
    switch outcome {
    case .failure(let fault):
      // The fault stands before what the prompt rests on and both gaps.
      return [id] + Self.blanks(Self.columns.count - 5) + [fault.line] + Self.blanks(3)
    case .success(.planned(let answer)):
      let verdict = answer.cards.isEmpty ? "" : "\(answer.plan.verdict.name)"
      let speed = Self.stated(answer)
      return [id] + Self.memory(answer.plan) + [verdict]
        + Self.speed(
          speed?.knownDecode?.tokensPerSecond, speed?.knownPrefill?.tokensPerSecond)
        + [Self.gap(speed?.decode, answer), Self.gap(speed?.prefill, answer)]
    case .success(.served(let answer)):
      let verdict = answer.cards.isEmpty ? "" : "\(answer.plan.verdict.name)"
      return [id] + Self.memory(answer.plan) + [verdict] + Self.speed(answer.knownRate, nil)
        + [answer.decodeGap?.word ?? "", answer.otherGap?.word ?? ""]
    }
  }

  private var machineCells: [String] {
    if case .success(.served(let answer)) = outcome, answer.asksLoading {
      return ["", "", "", answer.otherGap?.word ?? "", ""]
    }
    guard case .success(.planned(let answer)) = outcome, let speed = Self.stated(answer) else {
      return Self.blanks(Self.machineColumns.count)
    }
    let loading = (try? speed.loading.get())?.seconds
    let gap = answer.machine.disk == nil ? "" : Self.gap(speed.loading, answer)
    return Self.cells(loading) + [gap, Self.word(loading?.basis)]
  }

  private var streamCells: [String] {
    switch outcome {
    case .failure: return Self.blanks(Self.streamColumns.count)
    case .success(.planned(let answer)):
      let speed = Self.stated(answer)
      let all = speed?.rateOfAll
      let isOne = answer.settings.slots == 1
      let gap = isOne ? Self.gap(speed?.decode, answer) : Self.gap(speed?.all, answer)
      return Self.cells(all) + [gap, Self.word(all?.basis)]
    case .success(.served(let answer)):
      // No run of several sequences informs these runtimes.
      let isOne = answer.plan.settings.sequences == 1
      let all = isOne ? answer.knownRate : nil
      let gap = isOne ? answer.decodeGap : answer.otherGap
      return Self.cells(all) + [gap?.word ?? "", Self.word(all?.basis)]
    }
  }

  private var userCells: [String] {
    if case .success(.served(let answer)) = outcome, answer.userRate != nil {
      return ["", "", answer.otherGap?.word ?? "", ""]
    }
    guard case .success(.planned(let answer)) = outcome, answer.plan.verdict != .doesNotFit,
      let users = answer.users
    else { return Self.blanks(Self.userColumns.count) }
    switch users.result {
    case .success(let most):
      return ["\(most.streams)", most.limit.word, "", Self.word(most.basis)]
    case .failure(let gap): return ["", "", answer.machine.word(for: gap), ""]
    }
  }

  /// The speeds of an answer; `nil` where none was asked, or it does not fit.
  private static func stated(_ answer: SizeAnswer) -> PlanSpeed? {
    answer.plan.verdict == .doesNotFit ? nil : answer.speed
  }

  /// Why a speed is not stated; blank where it is, or where nothing was asked.
  private static func gap<Value>(
    _ result: Result<Value, SpeedGap>?, _ answer: SizeAnswer
  ) -> String {
    guard case .failure(let gap) = result else { return "" }
    return answer.machine.word(for: gap)
  }

  private static func blanks(_ count: Int) -> [String] { Array(repeating: "", count: count) }

  /// Weights, cache, and all else as working memory; nothing is in host memory.
  private static func memory(_ plan: RuntimePlan) -> [String] {
    func perCard(_ items: Set<RuntimeItem>) -> String {
      plan.cards.map { ledger in
        mebibytes(ledger.terms.reduce(0) { $0 + (items.contains($1.item) ? $1.bytes.mid : 0) })
      }.joined(separator: ";")
    }
    let weights: Set<RuntimeItem> = [.weights, .addedWeights]
    let cache: Set<RuntimeItem> = [.cache, .addedCache]
    let others = Set(RuntimeItem.allCases).subtracting(weights).subtracting(cache)
      .subtracting([.driver])
    return ["\(plan.checkpoint.fileBytes)", perCard(weights), perCard(cache), perCard(others)]
      + ["", "", ""] + [plan.needLow, plan.need, plan.needHigh].map(gibibytes)
  }

  /// What is loaded beside the model counts with it, but for the size of the file.
  private static func memory(_ plan: Plan) -> [String] {
    func perCard(_ bytes: (CardLedger) -> Int64) -> String {
      plan.cards.map { mebibytes(bytes($0)) }.joined(separator: ";")
    }
    let host = plan.host
    return [
      "\(plan.prepared.fileBytes)", perCard { $0.weights + $0.added.weights },
      perCard { $0.cache + $0.added.draftCache }, perCard { $0.compute + $0.added.draftCompute },
      mebibytes(host.weights + host.added.weights),
      mebibytes(host.cache + host.added.draftCache),
      mebibytes(host.compute + host.added.draftCompute),
    ]
      + [plan.needLow, plan.need, plan.needHigh].map(gibibytes)
  }

  /// Decode, prefill, and what decode rests on; behind the column for faults what prefill rests on. Blanks
  /// for what is not stated.
  private static func speed(_ decode: Estimate?, _ prefill: Estimate?) -> [String] {
    cells(decode) + cells(prefill) + [word(decode?.basis), "", word(prefill?.basis)]
  }

  private static func word(_ basis: Estimate.Basis?) -> String {
    basis.map { "\($0.name)" } ?? ""
  }

  private static func cells(_ rate: Estimate?) -> [String] {
    guard let rate else { return ["", "", ""] }
    return [rate.low, rate.mid, rate.high].map { fixed($0, decimals: 2) }
  }

  private static func mebibytes(_ bytes: Int64) -> String {
    fixed(Double(bytes) / 1_048_576, decimals: 2)
  }

  private static func gibibytes(_ bytes: Int64) -> String {
    fixed(Double(bytes) / 1_073_741_824, decimals: 4)
  }

  /// Returns the number with a point and so many decimals. Sums of bytes stay far below 2^53, so
  /// that scaling loses nothing that would show.
  private static func fixed(_ value: Double, decimals: Int) -> String {
    let scale = decimals == 2 ? 100.0 : 10_000.0
    let digits = String(Int64((value * scale).rounded()))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
