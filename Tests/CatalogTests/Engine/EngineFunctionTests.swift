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
