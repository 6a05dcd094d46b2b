import Catalog
import Diagnostics
import Sizing

/// The result of one case as a line of a CSV file.
///
/// Numbers have a fixed form that programs compare: MiB with two decimals as llama.cpp prints them,
/// GiB with four, rates with two. What is not known stays blank.
struct CaseResult: Sendable {
  let id: String
  /// Whether the file of cases names machines, so that loading, and why speeds are not stated, follow.
  var hasMachine = false
  /// Whether the file asks how many users are served.
  var hasUsers = false
  let outcome: Result<SizeOutcome, DiagnosticError>

  /// The names of the columns, in order; behind them are those of `machineColumns` for a file that names
  /// machines, and those of `userColumns` for one that asks for users. `basis` is what decode rests on;
  /// every other estimate has a column of its own for that.
  static let columns =
    ["case_id", "file_size_bytes", "gpu_model_mib", "gpu_kv_mib", "gpu_compute_mib"]
    + ["host_model_mib", "host_kv_mib", "host_compute_mib"]
    + ["need_gib_low", "need_gib", "need_gib_high", "verdict"]
    + ["decode_tok_s_low", "decode_tok_s", "decode_tok_s_high"]
    + ["prefill_tok_s_low", "prefill_tok_s", "prefill_tok_s_high", "basis", "error"]
    + ["prefill_basis"]
  /// What a processor, memory and a disk make known.
  static let machineColumns = [
    "load_s_low", "load_s", "load_s_high", "decode_gap", "prefill_gap", "load_gap", "load_basis",
  ]

  /// What a rate for each user makes known: all slots at once, how many users are served, what keeps the
  /// cards from more, why that is not stated, and what both rest on.
  static let userColumns = [
    "all_tok_s_low", "all_tok_s", "all_tok_s_high", "users", "users_limit", "users_gap",
    "all_basis", "users_basis",
  ]

  /// The cells in the order of the columns.
  var cells: [String] {
    basicCells + (hasMachine ? machineCells : []) + (hasUsers ? userCells : [])
  }

  private var basicCells: [String] {
    switch outcome {
    case .failure(let fault):
      return [id] + Self.blanks(Self.columns.count - 3) + [fault.line, ""]
    case .success(.planned(let answer)):
      let verdict = answer.cards.isEmpty ? "" : "\(answer.plan.verdict.name)"
      return [id] + Self.memory(answer.plan) + [verdict]
        + Self.speed(
          answer.speed?.knownDecode?.tokensPerSecond, answer.speed?.knownPrefill?.tokensPerSecond)
    case .success(.served(let answer)):
      let verdict = answer.cards.isEmpty ? "" : "\(answer.plan.verdict.name)"
      return [id] + Self.memory(answer.plan) + [verdict] + Self.speed(answer.knownRate, nil)
    }
  }

  private var machineCells: [String] {
    switch outcome {
    case .failure: Self.blanks(Self.machineColumns.count)
    case .success(.planned(let answer)): Self.added(answer)
    case .success(.served(let answer)):
      Self.cells(nil) + [answer.decodeGap?.word ?? "", "", "", ""]
    }
  }

  private var userCells: [String] {
    guard case .success(.planned(let answer)) = outcome, answer.plan.verdict != .doesNotFit,
      let users = answer.users
    else { return Self.blanks(Self.userColumns.count) }
    let all = answer.speed?.rateOfAll
    let served: [String] =
      switch users.result {
      case .success(let most): ["\(most.streams)", most.limit.word, ""]
      case .failure(let gap): ["", "", answer.machine.word(for: gap)]
      }
    let basis = (try? users.result.get())?.basis
    return Self.cells(all) + served + [Self.word(all?.basis), Self.word(basis)]
  }

  private static func blanks(_ count: Int) -> [String] { Array(repeating: "", count: count) }

  /// Loading, and why speeds are not stated; blanks where nothing was asked, or nothing fits.
  private static func added(_ answer: SizeAnswer) -> [String] {
    guard let speed = answer.speed, answer.plan.verdict != .doesNotFit else {
      return blanks(machineColumns.count)
    }
    func gap<Value>(_ result: Result<Value, SpeedGap>) -> String {
      guard case .failure(let gap) = result else { return "" }
      return answer.machine.word(for: gap)
    }
    let loading = (try? speed.loading.get())?.seconds
    return cells(loading)
      + [
        gap(speed.decode), gap(speed.prefill), answer.machine.disk == nil ? "" : gap(speed.loading),
        word(loading?.basis),
      ]
  }

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
