import Testing

@testable import Catalog

/// Sums over components against the totals that the model makers and libraries state.
@Suite("Figures of image, video and audio models")
struct MediaModelFigureTests {
  @Test(arguments: [
    ("sd-1.5", 1_066_235_307, 1.99, Cell.notApplicable, 0.080),
    ("flux.1-dev", 16_870_599_139, 31.42, .integer(4096), 2.082),
    ("wan2.2-t2v-a14b", 34_384_786_035, 64.05, .integer(75_600), 521.863),
    ("ltx-2-19b", 32_285_979_233, 60.14, .integer(14_280), 0),
  ])
  func addsUpComponents(
    model: String, params: Int64, weights: Double, tokens: Cell, work: Double
  ) throws {
    let result = try RealCatalog.query(
      """
      select id, params_total, weights_16bit_gib, latent_tokens, total_pflop
      from image_model where id = '\(model)'
      """)
    let row = try #require(result.rows.first)
    #expect(row[1] == .integer(params))
    #expect(abs(try #require(row[2].number) - weights) < 0.006, "\(row[2])")
    if work > 0 {
      #expect(row[3] == tokens)
      #expect(abs(try #require(row[4].number) - work) < 0.001, "\(row[4])")
    }
  }

  @Test func countsEveryModelsComponents() throws {
    let odd = try RealCatalog.query(
      """
      select m.id from image_model m
      where denoiser_params <> (
        select sum(params) from model_component where model_id = m.id and role = 'denoiser')
      or largest_16bit_gib > weights_16bit_gib or weights_fp8_gib > weights_16bit_gib
      """)
    #expect(odd.rows == [])
  }

  @Test func keepsAutoencodersInSixteenBits() throws {
    let result = try RealCatalog.query(
      """
      select distinct role, round(weights_16bit_gib / weights_fp8_gib) as ratio
      from model_component order by role
      """)
    #expect(
      result.rows == [
        [.text("autoencoder"), .decimal(1)], [.text("denoiser"), .decimal(2)],
        [.text("image encoder"), .decimal(2)], [.text("part"), .decimal(2)],
        [.text("text encoder"), .decimal(2)],
      ])
  }

  @Test func sizesAudioModelsWithATotal() throws {
    #expect(
      try RealCatalog.query(
        "select id, parameters_text from audio_model where weights_16bit_gib is null"
      ).rows == [[.text("vibevoice-asr-7b"), .notStated]])
    #expect(
      try RealCatalog.query("select parameters_text from audio_model where id = 'whisper-large-v3'")
        .rows == [[.text("1.54\u{A0}B")]])
  }
}
