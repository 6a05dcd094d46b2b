import Sizing
import Testing

@testable import Catalog

/// The functions for rates and times: their ranges, what these rest on, and why there are none.
struct SpeedFunctionTests {
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
          .notStated, clock, clock, clock, .text("not stated: no constant for such a cache"),
          .text("not stated: rate of the drive not known"), .notStated,
        ]
      ])
  }

  /// From system memory too; a processor whose memory is not known is no reason of the model.
  @Test func tellsWhyARangeFromSystemMemoryIsNotStated() throws {
    let result = try RealCatalog.query(
      """
      select host_tok_s(id, default_quantization, 8192, 'amd-ryzen-9-9950x'),
        host_basis(id, default_quantization, 8192, 'amd-ryzen-9-9950x'),
        ram_basis(id, default_quantization, 8192, 'amd-ryzen-9-9950x', 1, 96),
        ram_basis('llama-3.1-8b', 'Q4_K_M', 8192, 'amd-ryzen-9-9950x', 1, 0)
      from model where id = 'deepseek-v4-flash'
      """)
    let rows = Cell.text("not stated: no constant for such a cache")
    #expect(
      result.rows == [
        [.notStated, rows, rows, .text("not stated: memory or cores not known")]
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
}
