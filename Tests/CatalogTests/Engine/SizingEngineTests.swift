import Diagnostics
import Sizing
import Testing

@testable import Catalog

struct SizingEngineTests {
  @Test func choosesTheBackendOfEachDevice() throws {
    let engine = try RealCatalog.database.get().engine
    let expected: [(id: String, backend: Backend)] = [
      ("nvidia-rtx-4090", .cudaAda), ("nvidia-rtx-5090", .cudaAda),
      ("nvidia-rtx-3090", .cudaAmpere),
      ("nvidia-h100-80gb-sxm", .cudaHopper), ("amd-rx-7900-xtx", .rocmRDNA),
      ("amd-mi300x", .rocmCDNA), ("apple-m2-ultra-76c", .metal), ("intel-arc-b580", .intel),
    ]
    for (id, backend) in expected {
      #expect(try engine.card(id).card.backend == backend, "\(id)")
    }
  }

  /// What chooses kernels where a class holds several generations.
  @Test(arguments: [
    ("nvidia-rtx-4090", 89), ("nvidia-rtx-5090", 120), ("nvidia-b200-180gb-sxm", 100),
    ("nvidia-b300-288gb-sxm", 103), ("nvidia-gb10-dgx-spark", 121), ("nvidia-rtx-3090", 86),
    ("nvidia-a100-80gb-sxm", 80), ("nvidia-h100-80gb-sxm", 90), ("amd-mi300x", 0),
    ("intel-arc-b580", 0),
  ])
  func knowsTheComputeCapability(_ id: String, _ capability: Int) throws {
    let engine = try RealCatalog.database.get().engine
    #expect(try engine.card(id).card.computeCapability == capability)
  }

  /// Generations by vLLM's documentation; of RDNA 3 gfx1100 and gfx1101 alone.
  @Test(arguments: [
    ("amd-pro-w6800", false), ("amd-rx-7600-xt", false), ("amd-rx-7800-xt", true),
    ("amd-mi210", true), ("amd-ryzen-ai-max-plus-395", true), ("amd-rx-9070-xt", true),
    ("nvidia-rtx-3090", true), ("nvidia-b200-180gb-sxm", true), ("intel-arc-b580", true),
  ])
  func knowsWhatVLLMLists(_ id: String, _ isListed: Bool) throws {
    let card = try RealCatalog.database.get().engine.card(id)
    #expect(card.isListedByVLLM == isListed)
    #expect(card.inMachine(memoryBytes: 64 << 30).isListedByVLLM == isListed)
  }

  @Test func tellsMeasuredFromAssumedMemory() throws {
    let engine = try RealCatalog.database.get().engine
    #expect(try engine.card("nvidia-rtx-4090").isMeasured)
    #expect(try engine.card("nvidia-rtx-4090").card.usableBytes == 24_080 << 20)
    #expect(try !engine.card("nvidia-rtx-4080").isMeasured)
  }

  /// The two dies of an MI250X are devices of their own: each has half of what the record states, and the
  /// card is as fast as two MI210, which have such a die each.
  @Test func takesACardOfSeveralDevicesAsSo() throws {
    let engine = try RealCatalog.database.get().engine
    let half = try engine.card("amd-mi250x")
    #expect(half.devices == 2 && half.times(3).count == 6 && half.times(3).cardCount == 3)
    #expect(half.card.usableBytes == Int64(62.4 * 1_073_741_824))
    #expect(half.card.bandwidthGBPerSecond == 1638.4)
    #expect(half.card.rates.computeUnits == 110 && half.card.rates.boardWatts == 250)
    #expect(half.card.rates.matrixTeraflops == 191.5)
    let result = try RealCatalog.query(
      """
      select decode_tok_s('llama-3.3-70b', 'Q4_K_M', 8192, 'amd-mi250x'),
        decode_tok_s('llama-3.3-70b', 'Q4_K_M', 8192, 'amd-mi210', 2),
        gpus_needed('deepseek-v3', 'Q8_0', 8192, 1, 'amd-mi250x'),
        overhead_gib('amd-mi250x') / overhead_gib('amd-mi210'),
        need_gib('llama-3.1-8b', 'Q4_K_M', 8192, 1, 'amd-mi250x')
          - need_gib('llama-3.1-8b', 'Q4_K_M', 8192, 1, 'amd-mi210') >= overhead_gib('amd-mi210')
      """)
    let row = try #require(result.rows.first).compactMap(\.number)
    try #require(row.count == 5, "\(result.rows)")
    #expect(abs(row[0] / row[1] - 1) < 0.1)
    #expect(row[2] > 5 && row[2] <= 7)
    #expect(row[3] == 2 && row[4] == 1)
    let question = SizingQuestion(
      model: "llama-3.1-8b", quantization: "Q4_K_M", contextTokens: 8192)
    #expect(try engine.plan(question, on: "amd-mi250x", count: 7).cards.count == 14)
    #expect(throws: SizingFault.self) {
      try engine.plan(question, on: "amd-mi250x", count: 8)
    }
  }

  @Test func reportsUnknownIDsWithTheNearest() throws {
    let engine = try RealCatalog.database.get().engine
    let fault = try #require(throws: SizingFault.self) { try engine.card("nvidia-rtx-409") }
    #expect(fault.diagnostic.id == "unknown-record")
    #expect(fault.diagnostic.summary == "unknown graphics card 'nvidia-rtx-409'")
    #expect(fault.help == ["did you mean 'nvidia-rtx-4090'?"])
  }

  @Test func answersNothingOverAnEmptyCatalog() throws {
    let database = try CatalogDatabase(Catalog(tables: []))
    #expect(database.engine.cards.isEmpty)
    #expect(try database.connect().query("select 1 as one").rows == [[.integer(1)]])
    #expect(throws: SizingFault.self) { try database.engine.card("nvidia-rtx-4090") }
  }

  @Test func sharesPreparedModelsBetweenTasks() async throws {
    let engine = try RealCatalog.database.get().engine
    let needs = try await withThrowingTaskGroup(of: Int64.self) { group in
      for _ in 0..<32 {
        group.addTask {
          let question = SizingQuestion(
            model: "qwen3-8b", quantization: "Q5_K_M", contextTokens: 4096)
          return try engine.need(question).need
        }
      }
      return try await group.reduce(into: Set<Int64>()) { $0.insert($1) }
    }
    #expect(needs.count == 1)
  }

  @Test func keepsToTheContextThatTheModelWasMadeFor() throws {
    let engine = try RealCatalog.database.get().engine
    let question = SizingQuestion(model: "qwen2.5-7b", quantization: "Q4_K_M", contextTokens: 1)
    let longest = try engine.largestContext(question, on: "nvidia-h200-141gb-sxm")
    let native = try engine.model("qwen2.5-7b", quantization: "Q4_K_M").nativeContext
    #expect(longest == native)
  }
}
