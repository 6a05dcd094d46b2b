import Testing

@testable import Catalog

/// Figures of models against the published layouts: bytes for each token in 16 bits.
@Suite("Figures of language models")
struct ModelFigureTests {
  @Test(arguments: [
    // 2 × 32 layers × 8 heads × 128 × 2 bytes.
    ("llama-3.1-8b", "GQA", 131_072, Cell.notApplicable, Cell.notApplicable),
    // 10 of 62 layers see everything, 52 the last 1024 tokens: 16 heads × 128.
    ("gemma-3-27b", "GQA", 81_920, .integer(425_984), .notApplicable),
    // Full layers with 1 head of 512, windows with 8 heads of 256.
    ("gemma-4-12b", "GQA", 16_384, .integer(327_680), .notApplicable),
    // 61 layers × (512 + 64) × 2 bytes.
    ("deepseek-v3", "MLA", 70_272, .notApplicable, .notApplicable),
    // 12 of 48 layers with a cache; 36 states of 32 heads × 128 × 128 and 3 × 8192 numbers of 4 bytes.
    ("qwen3-next-80b-a3b", "hybrid", 24_576, .notApplicable, .integer(79_036_416)),
    // 21 layers × (512 + 128) × 2 ÷ 4 bytes and 20 × 512 × 2 ÷ 128; 43 windows × 512 × 2; what is not
    // finished: 21 × 2 × 8 × 2 × 640 × 4 bytes and 20 × 2 × 128 × 512 × 4.
    ("deepseek-v4-flash", "compressed", 6880, .integer(44_032), .integer(12_206_080)),
    ("deepseek-v4-pro", "compressed", 9848, .integer(62_464), .integer(18_710_528)),
    ("llama-2-7b", "MHA", 524_288, .notApplicable, .notApplicable),
  ])
  func countsCachedBytes(
    model: String, attention: String, cache: Int64, window: Cell, state: Cell
  ) throws {
    let result = try RealCatalog.query(
      """
      select id, attention, kv_per_token_bytes, kv_window_per_token_bytes, linear_state_bytes
      from model where id = '\(model)'
      """)
    let row = try #require(result.rows.first)
    #expect(Array(row.dropFirst()) == [.text(attention), .integer(cache), window, state])
  }

  @Test(arguments: [("gpt-oss-20b", "MXFP4_MOE"), ("llama-3.1-8b", "Q4_K_M")])
  func takesPublishedWeightsAsTheyAre(model: String, mix: String) throws {
    let row = try #require(
      try RealCatalog.query(
        """
        select default_quantization, is_sized, (select is_sized from quantization
          where quantization.id = model.default_quantization) from model where id = '\(model)'
        """
      ).rows.first)
    #expect(row == [.text(mix), .flag(true), .flag(true)])
  }

  @Test(arguments: [
    ("llama-3.1-8b", "8.03\u{A0}B"), ("qwen3-0.6b", "596\u{A0}M"),
    ("qwen3-30b-a3b", "30.5\u{A0}B, 3.30\u{A0}B active"), ("llama-3.1-405b", "406\u{A0}B"),
  ])
  func putsParametersInWords(model: String, words: String) throws {
    #expect(
      try RealCatalog.query("select parameters_text from model where id = '\(model)'").rows
        == [[.text(words)]])
  }

  @Test func saysWhyAModelIsNotSized() throws {
    let odd = try RealCatalog.query(
      "select id from model where is_sized = (unsized_reason <> '–')")
    #expect(odd.rows == [])
  }

  @Test func answersNothingForAModelThatIsNotCovered() throws {
    let result = try RealCatalog.query(
      """
      select need_gib(id, 'Q4_K_M', 8192, 1) is null,
        verdict(id, 'Q4_K_M', 8192, 1, 'nvidia-rtx-4090')
      from model where id = 'mimo-7b'
      """)
    #expect(result.rows == [[.integer(1), .notApplicable]])
  }

  @Test func takesBiasesFromTheRecord() throws {
    // 40 layers × (32 × 128 + 2 × 2 × 128) biases of 4 bytes.
    let result = try RealCatalog.query(
      "select params_total, file_gib(id, 'f32') * 1073741824 / 4 from model where id like 'glm-4-9b%'"
    )
    let row = try #require(result.rows.first)
    let total = try #require(row[0].number)
    let sized = try #require(row[1].number)
    #expect(abs(sized - total) < 1, "\(sized) parameters of \(total)")
  }
}
