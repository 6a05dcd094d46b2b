import Sizing
import Testing

@testable import Catalog

/// The functions over the real catalog, against llama.cpp's own memory planner.
struct EngineFunctionTests {
  /// MiB as the planner prints them: weights on the card, cache, working buffers.
  @Test(arguments: [
    ("llama-3.1-8b", "Q4_K_M", 8192, 4403, 1024, 116),
    ("llama-3.3-70b", "Q4_K_M", 32_768, 39_979, 10_240, 248),
    ("mixtral-8x7b", "Q4_K_M", 32_768, 27_059, 4096, 224),
    ("qwen3-32b", "Q8_0", 32_768, 32_410, 8192, 218),
    ("qwen3-30b-a3b", "Q4_K_M", 32_768, 17_524, 3072, 116),
    ("phi-4-14b", "Q4_K_M", 16_384, 8360, 3200, 141),
  ])
  func agreesWithTheMemoryPlanner(
    model: String, mix: String, context: Int, weights: Double, cache: Double, compute: Double
  ) throws {
    let result = try RealCatalog.query(
      """
      select weights_gib('\(model)', '\(mix)') * 1024, kv_gib('\(model)', \(context), 1) * 1024,
        compute_gib('\(model)', '\(mix)', \(context), 1) * 1024
      """)
    let numbers = try #require(result.rows.first).map { ($0.number ?? .nan).rounded() }
    #expect(abs(numbers[0] - weights) <= 1, "weights \(numbers[0]) MiB")
    #expect(abs(numbers[1] - cache) <= 1, "cache \(numbers[1]) MiB")
    #expect(abs(numbers[2] - compute) <= 1, "working buffers \(numbers[2]) MiB")
  }

  /// GB read for one token, from the tensor lists of the files.
  @Test(arguments: [
    ("llama-3.1-8b", 4.617), ("llama-3.3-70b", 41.921), ("mixtral-8x7b", 7.895),
    ("qwen3-30b-a3b", 1.919), ("phi-4-14b", 8.767),
  ])
  func tellsWhatOneTokenReads(model: String, gigabytes: Double) throws {
    let result = try RealCatalog.query("select read_gib('\(model)', 'Q4_K_M')")
    let read = try #require(result.rows.first?.first?.number) * 1.073741824
    #expect(abs(read - gigabytes) < 0.002, "\(read) GB")
  }

  @Test func addsUpWhatIsNeeded() throws {
    let result = try RealCatalog.query(
      """
      select need_gib('llama-3.1-8b', 'Q4_K_M', 8192) - weights_gib('llama-3.1-8b', 'Q4_K_M')
        - kv_gib('llama-3.1-8b', 8192) - compute_gib('llama-3.1-8b', 'Q4_K_M', 8192)
        - overhead_gib('nvidia-rtx-4090')
      """)
    let rest = try #require(result.rows.first?.first?.number)
    #expect(abs(rest) < 1e-9, "\(rest)")
  }

  /// Need and margin on a device make up what it can use, whoever made it: driver and kernels take
  /// more on some than on CUDA cards, of which need speaks where no device is named.
  @Test(arguments: [
    ("nvidia-rtx-4090", 0), ("amd-pro-w7800-48gb", 0.05), ("intel-arc-b580", 0.05),
    ("apple-m4-max-40c", 0.15),
  ])
  func needsWhatIsMissingFromTheMargin(gpu: String, beyondCUDA: Double) throws {
    let result = try RealCatalog.query(
      """
      select need_gib(m.id, 'Q8_0', 8192, 1, g.id) + margin_gib(m.id, 'Q8_0', 8192, 1, g.id)
          - g.memory_usable_gib,
        need_gib(m.id, 'Q8_0', 8192, 1, g.id) - need_gib(m.id, 'Q8_0', 8192, 1)
      from gpu g join model m on m.id = 'llama-3.1-8b' where g.id = '\(gpu)'
      """)
    let numbers = try #require(result.rows.first).map { $0.number ?? .nan }
    #expect(abs(numbers[0]) < 1e-6, "need and margin miss what is usable by \(numbers[0]) GiB")
    #expect(abs(numbers[1] - beyondCUDA) < 1e-6, "\(numbers[1]) GiB more than a CUDA card")
  }

  @Test(arguments: [
    ("verdict('llama-3.1-8b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-4090')", Cell.text("fits")),
    ("verdict('qwen3-32b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-4080')", .text("does not fit")),
    ("verdict('llama-3.3-70b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-5090', 2)", .text("fits")),
    ("verdict('llama-2-7b', 'Q4_K_M', 32768, 1, 'nvidia-rtx-4090')", .notApplicable),
    ("need_gib('llama-2-7b', 'Q4_K_M', 32768, 1)", .notStated),
    ("need_gib('llama-3.1-8b', 'Q4_K_M', null, 1)", .notStated),
    ("need_gib('llama-2-7b', 'Q4_K_M', 32768, 1, 'nvidia-rtx-4090')", .notStated),
    ("need_gib('llama-3.1-8b', 'Q4_K_M', 8192, 1, null)", .notStated),
    ("largest_context('llama-3.1-8b', 'Q4_K_M', 1, 'nvidia-rtx-4090')", .integer(131_072)),
    ("largest_context('llama-3.3-70b', 'Q4_K_M', 1, 'nvidia-rtx-4090')", .integer(0)),
    ("decode_tok_s_low('llama-3.3-70b', 'Q4_K_M', 8192, 'nvidia-rtx-4090')", .notStated),
    ("smallest_gpu('llama-3.3-70b', 'Q4_K_M', 8192, 1, 'consumer')", .notStated),
    ("gpus_needed('llama-3.3-70b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-4090')", .integer(2)),
    // More cards than llama.cpp drives are no answer, and no fault.
    ("gpus_needed('llama-3.1-405b', 'Q8_0', 8192, 1, 'nvidia-rtx-3060-12gb')", .notStated),
  ])
  func answersInSQL(call: String, expected: Cell) throws {
    #expect(try RealCatalog.query("select \(call) as answer").rows == [[expected]])
  }

  @Test func countsTheContextForEachUser() throws {
    #expect(
      try RealCatalog.query(
        "select kv_gib('llama-3.1-8b', 8192, 4) / kv_gib('llama-3.1-8b', 8192, 1) as ratio"
      ).rows == [[.decimal(4)]])
  }

  @Test func findsACardThatFitsAndNoneThatIsSmaller() throws {
    let result = try RealCatalog.query(
      """
      select g.id from gpu g
      where g.memory_usable_gib < (
        select memory_usable_gib from gpu
        where id = smallest_gpu('qwen3-14b', 'Q4_K_M', 8192, 1))
      and verdict('qwen3-14b', 'Q4_K_M', 8192, 1, g.id) = 'fits'
      """)
    #expect(result.rows == [])
  }

  @Test func ordersTheRangeOfSpeeds() throws {
    let result = try RealCatalog.query(
      """
      select decode_tok_s_low('llama-3.1-8b', 'Q4_K_M', 512, id) as low_tok_s,
        decode_tok_s_high('llama-3.1-8b', 'Q4_K_M', 512, id) as high_tok_s from gpu
        where boost_clock_mhz is not null or fp32_tflops is not null
      """)
    #expect(result.rows.count > 80)
    for row in result.rows {
      let low = try #require(row[0].number)
      let high = try #require(row[1].number)
      #expect(0 < low && low < high, "\(row)")
    }
  }

  @Test func statesNoSpeedWithoutAClock() throws {
    let result = try RealCatalog.query(
      """
      select decode_tok_s_low('llama-3.1-8b', 'Q4_K_M', 512, 'apple-m4-max-32c') as low_tok_s,
        prefill_tok_s_high('llama-3.1-8b', 'Q4_K_M', 512, 'apple-m4-max-32c') as high_tok_s
      """)
    #expect(result.rows == [[.notStated, .notStated]])
  }

  /// The likely rates are those that the command line calls the rate, also where the bandwidth caps the
  /// range, so that they are not in the middle of it.
  @Test func tellsTheLikelyRates() throws {
    let engine = try RealCatalog.database.get().engine
    func speed(_ users: Int64) throws -> PlanSpeed {
      try engine.answer(
        SizingQuestion(
          model: "llama-3.1-8b", quantization: "F16", contextTokens: 4096, users: users),
        on: "nvidia-h100-80gb-sxm"
      ).speed
    }
    let call = "_tok_s('llama-3.1-8b', 'F16', 4096, "
    let card = "'nvidia-h100-80gb-sxm')"
    let result = try RealCatalog.query(
      """
      select decode\(call)\(card), prefill\(call)\(card), all\(call)4, \(card),
        load_s('llama-3.1-8b', 'F16', 'nvidia-rtx-4090', 1, 'samsung-990-pro-4tb'),
        load_s_low('llama-3.1-8b', 'F16', 'nvidia-rtx-4090', 1, 'samsung-990-pro-4tb'),
        load_s_high('llama-3.1-8b', 'F16', 'nvidia-rtx-4090', 1, 'samsung-990-pro-4tb'),
        host\(call)'amd-ryzen-9-9950x'), host_tok_s_low('llama-3.1-8b', 'F16', 4096, 'amd-ryzen-9-9950x')
      """)
    let row = try #require(result.rows.first).compactMap(\.number)
    try #require(row.count == 8)
    let (one, four) = (try speed(1), try speed(4))
    #expect(row[0] == one.knownDecode?.tokensPerSecond.mid)
    #expect(row[1] == one.knownPrefill?.tokensPerSecond.mid)
    #expect(row[2] == four.rateOfAll?.mid)
    #expect(row[3] == row[5] / 2 && row[4] < row[3])
    #expect(abs(row[6] / row[7] - 1.29) < 1e-9)
  }

  /// The RTX 4090 was measured with 4 bits, not with 8; the RTX 5090 not at all.
  @Test func tellsWhatARangeRestsOn() throws {
    let result = try RealCatalog.query(
      """
      select decode_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'nvidia-rtx-4090'),
        prefill_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'nvidia-rtx-4090'),
        decode_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'nvidia-rtx-5090'),
        decode_basis('llama-3.3-70b', 'Q4_K_M', 8192, 'nvidia-rtx-5090'),
        decode_basis('llama-3.1-8b', 'Q8_0', 8192, 'nvidia-rtx-4090'),
        prefill_basis('llama-3.1-8b', 'Q8_0', 8192, 'nvidia-rtx-4090')
      """)
    #expect(
      result.rows == [
        [
          .text("derived"), .text("derived"), .text("estimated"), .notStated,
          .text("estimated"), .text("estimated"),
        ]
      ])
  }

  /// What is not stated says why where it is asked what it rests on, and has no number; what does not fit has
  /// neither.
  @Test func tellsWhyARangeIsNotStated() throws {
    let result = try RealCatalog.query(
      """
      select decode_tok_s('llama-3.1-8b', 'Q4_K_M', 8192, 'apple-m4-max-32c'),
        decode_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'apple-m4-max-32c'),
        prefill_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'apple-m4-max-32c'),
        all_basis('llama-3.1-8b', 'Q4_K_M', 8192, 2, 'apple-m4-max-32c'),
        decode_basis(id, default_quantization, 8192, 'nvidia-rtx-pro-6000-blackwell-maxq', 4),
        load_basis('llama-3.1-8b', 'Q4_K_M', 'nvidia-rtx-4090', 1, 'builtin-4tb-nvme'),
        decode_basis('llama-3.3-70b', 'F16', 8192, 'apple-m4-max-32c')
      from model where id = 'deepseek-v4-flash'
      """)
    let clock = Cell.text("not stated: clock not known")
    #expect(
      result.rows == [
        [
          .notStated, clock, clock, clock, .text("not stated: no constant for compressed rows"),
          .text("not stated: rate of the drive not known"), .notStated,
        ]
      ])
  }

  /// Every range has a word for what it rests on; several users, loading and system memory are estimated.
  @Test func tellsWhatOtherRangesRestOn() throws {
    let result = try RealCatalog.query(
      """
      select all_basis('llama-3.1-8b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-4090'),
        all_basis('llama-3.1-8b', 'Q4_K_M', 8192, 2, 'nvidia-rtx-4090'),
        host_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x'),
        ram_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 96),
        load_basis('llama-3.1-8b', 'Q4_K_M', 'nvidia-rtx-4090', 1, 'samsung-990-pro-4tb')
      """)
    let estimated = Cell.text("estimated")
    #expect(result.rows == [[.text("derived"), estimated, estimated, estimated, estimated]])
  }

  private static let ofCard = "estimated, or derived from runs of the card in this format"
  private static let inSystemMemory =
    "tokens per second for one user with all weights in system memory"

  /// Ranges that SQL may ask for: name, unit, value and basis in words.
  static let ranges: [(String, String, String, String)] = [
    ("decode", "tok_s", "tokens per second for one user with a full context", ofCard),
    ("prefill", "tok_s", "tokens of a prompt of that length per second", ofCard),
    (
      "all", "tok_s", "tokens per second for all users together",
      "estimated, for one user also derived"
    ),
    ("load", "s", "seconds to load the model from a drive to cards", "estimated"),
    ("host", "tok_s", "\(inSystemMemory), or with a card those of experts", "estimated"),
    ("ram", "tok_s", "\(inSystemMemory) of a bandwidth in GB/s", "estimated"),
  ]

  /// Each range has a function for its likely value, for each end, and for what it rests on, in this order.
  @Test(arguments: ranges)
  func listsTheFunctionsOfEachRange(
    _ name: String, _ unit: String, _ value: String, _ basis: String
  ) throws {
    let list = try RealCatalog.database.get().functionList
    let listed = list.filter { $0.signature.hasPrefix(name + "_") }
    let names = listed.map { String($0.signature.prefix { $0 != "(" }) }
    let likely = name + "_" + unit
    let expectedNames = [likely, likely + "_low", likely + "_high", name + "_basis"]
    #expect(names == expectedNames)
    let meanings = listed.map { $0.meaning }
    let expected = [
      "Likely \(value).", "Least \(value).", "Most \(value).",
      "Its basis, or what is missing: \(basis).",
    ]
    #expect(meanings == expected)
    let parameters = Set(listed.map { String($0.signature.drop { $0 != "(" }) })
    #expect(parameters.count == 1, "\(parameters)")
  }

  /// A machine has the memory that it has: with that of a processor at its best the rate is the same, with
  /// less it is lower, and a bandwidth that cannot be gives none.
  @Test func readsFromTheMemoryOfAMachine() throws {
    let result = try RealCatalog.query(
      """
      select host_tok_s('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x'),
        ram_tok_s('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 89.6),
        ram_tok_s('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 44.8),
        ram_tok_s_low('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 44.8),
        ram_tok_s_high('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 44.8),
        ram_tok_s('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 0)
      """)
    let row = try #require(result.rows.first)
    let rates = row.compactMap(\.number)
    try #require(rates.count == 5 && row[5] == .notStated, "\(row)")
    #expect(rates[0] == rates[1] && rates[2] < 0.6 * rates[1])
    #expect(rates[3] < rates[2] && rates[2] < rates[4])
  }

  /// One user is the stream of decode; more have more together, and each has less.
  @Test func ordersTheRatesOfSeveralUsers() throws {
    let result = try RealCatalog.query(
      """
      select u.column1, all_tok_s_low('llama-3.1-8b', 'Q4_K_M', 4096, u.column1, 'nvidia-rtx-4090'),
        all_tok_s_high('llama-3.1-8b', 'Q4_K_M', 4096, u.column1, 'nvidia-rtx-4090'),
        decode_tok_s_high('llama-3.1-8b', 'Q4_K_M', 4096, 'nvidia-rtx-4090')
      from (values (1), (2), (4), (8), (16)) u
      """)
    let rows = result.rows.map { $0.compactMap(\.number) }
    try #require(rows.count == 5 && rows.allSatisfy { $0.count == 4 })
    #expect(rows[0][2] == rows[0][3])
    for (fewer, more) in zip(rows, rows.dropFirst()) {
      let middles = (fewer[1] + fewer[2], more[1] + more[2])
      #expect(middles.0 < middles.1)
      #expect(middles.1 / more[0] < middles.0 / fewer[0])
    }
  }

  /// 4.913 GB at 7.45 GB/s, and 4.617 GB over 16 lanes of PCIe 4.0.
  @Test func tellsHowLongLoadingTakes() throws {
    let call = "('llama-3.1-8b', 'Q4_K_M', 'nvidia-rtx-4090', 1, "
    let result = try RealCatalog.query(
      """
      select load_s_low\(call)'samsung-990-pro-4tb'), load_s_high\(call)'samsung-990-pro-4tb'),
        load_s_low\(call)'builtin-4tb-nvme')
      """)
    let row = try #require(result.rows.first)
    let (low, high) = (try #require(row[0].number), try #require(row[1].number))
    let disk: Double = 4.912898 / 7.45
    let link: Double = 4.617395 / 31.5077
    #expect(abs(low - disk) < 1e-4)
    #expect(abs(high - 2 * (disk + link)) < 1e-3)
    #expect(row[2] == .notStated)
  }

  @Test func estimatesWhatIsInSystemMemory() throws {
    let result = try RealCatalog.query(
      """
      select host_tok_s_low('qwen3-30b-a3b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x'),
        host_tok_s_high('qwen3-30b-a3b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x'),
        host_tok_s_high('qwen3-30b-a3b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 'nvidia-rtx-4090'),
        decode_tok_s_low('qwen3-30b-a3b', 'Q4_K_M', 8192, 'nvidia-rtx-4090')
      """)
    let rates = try #require(result.rows.first).compactMap(\.number)
    try #require(rates.count == 4)
    #expect(rates[0] < rates[1] && rates[2] < rates[3])
  }

  /// A computer's own chip has no other processor beside it.
  @Test func refusesAProcessorBesideAChip() throws {
    let call = "host_tok_s('qwen3-30b-a3b', 'Q4_K_M', 8192, "
    let fault = try #require(throws: QueryError.self) {
      try RealCatalog.query("select \(call)'amd-epyc-9654p', 'apple-m2-ultra-76c')")
    }
    #expect(fault.message.contains("is a computer's own chip, which stands alone"))
    let own = try RealCatalog.query(
      "select \(call)'amd-ryzen-ai-max-plus-395-cpu', 'amd-ryzen-ai-max-plus-395')")
    #expect(own.rows.first?.first?.number != nil, "\(own.rows)")
  }

  @Test func ordersTheRangeOfPrefill() throws {
    let result = try RealCatalog.query(
      """
      select prefill_tok_s_low('llama-3.1-8b', 'Q4_K_M', 512, 'nvidia-rtx-4090') as low_tok_s,
        prefill_tok_s_high('llama-3.1-8b', 'Q4_K_M', 512, 'nvidia-rtx-4090') as high_tok_s,
        prefill_tok_s_high('llama-3.1-8b', 'Q4_K_M', 8192, 'nvidia-rtx-4090') as long_tok_s
      """)
    let rates = try #require(result.rows.first).compactMap(\.number)
    try #require(rates.count == 3)
    #expect(rates[0] < rates[1] && rates[2] < rates[1])
  }

  @Test(arguments: [
    (
      "select need_gib('llama-3.1-8bb', 'Q4_K_M', 8192, 1)",
      "unknown language model 'llama-3.1-8bb'", 16, ["did you mean 'llama-3.1-8b'?"]
    ),
    (
      "select need_gib('llama-3.1-8b', 'Q4_K', 8192, 1)", "unknown quantization 'Q4_K'", 32,
      ["did you mean 'Q4_K_M' or 'Q4_K_S'?"]
    ),
    (
      "select overhead_gib('rtx-4090')", "unknown graphics card 'rtx-4090'", 20, []
    ),
    (
      "select need_gib('llama-3.1-8b', 'Q4_K_M', 8192.5, 1)",
      "the argument 'context' is out of range: expected a whole number", 7, []
    ),
    (
      "select need_gib('llama-3.1-8b', 'Q4_K_M', 8192, 1000)",
      "the number of users is out of range: expected 1 to 256", 7, []
    ),
    (
      "select need_gib('llama-3.1-8b')", "wrong number of arguments for 'need_gib'", 7,
      ["it is need_gib(model, quantization, context[, users][, gpu])"]
    ),
  ])
  func reportsWrongArguments(
    sql: String, message: String, offset: Int, help: [String]
  ) throws {
    let fault = try #require(throws: QueryError.self) { try RealCatalog.query(sql) }
    #expect(fault.message == message)
    #expect(fault.offset == offset)
    #expect(fault.help == help)
  }

  @Test func refusesWhatTheEngineDoesNotCover() throws {
    let fault = try #require(throws: QueryError.self) {
      try RealCatalog.query("select weights_gib('llama-3.1-8b', 'awq-4bit-g128')")
    }
    #expect(fault.message.hasPrefix("'awq-4bit-g128' cannot be sized"))
  }

  @Test func sizesEveryCoveredModel() throws {
    let result = try RealCatalog.query(
      """
      select id, file_gib(id, 'Q4_K_M') * 1073741824 * 8
        / (params_total - params_vision - coalesce(params_mtp, 0)) as bpw
      from model where is_sized
      """)
    #expect(result.rows.count > 130)
    for row in result.rows {
      let bits = try #require(row[1].number)
      // Rows that are no multiple of 256 fall back to larger formats in the smallest models.
      #expect((4.7...6.4).contains(bits), "\(row)")
    }
  }

  @Test func recordsTheRecordsThatItLookedUp() throws {
    let log = ReadLog()
    _ = try RealCatalog.query(
      "select verdict('llama-3.1-8b', 'Q4_K_M', 8192, 1, 'nvidia-rtx-4090')", log: log)
    #expect(log.all.count == 1)
    guard case .query(let read)? = log.all.first else {
      Issue.record("no query was noted")
      return
    }
    #expect(
      read.records == [
        RecordName(table: "gpu", id: "nvidia-rtx-4090"),
        RecordName(table: "model", id: "llama-3.1-8b"),
        RecordName(table: "quantization", id: "Q4_K_M"),
      ])
  }
}
