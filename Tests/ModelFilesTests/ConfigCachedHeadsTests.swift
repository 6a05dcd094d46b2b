import Diagnostics
import ModelFiles
import Sizing
import Testing

/// MiniCPM3, whose latent attention caches keys and values of all heads in every runtime.
@Suite("Configurations with latent attention that caches heads")
struct ConfigCachedHeadsTests {
  /// MiniCPM3 4B, as published: its class makes the width of values, 64, of the stream's.
  private static let published = ConfigFixture.plain(
    "minicpm3", 62, 2560, 6400, 40, 40, 73_448,
    """
    "q_lora_rank": 768, "kv_lora_rank": 256, "qk_nope_head_dim": 64, "qk_rope_head_dim": 32,
    "scale_emb": 12, "scale_depth": 1.4, "dim_model_base": 256, "attention_bias": false
    """)

  private func read(_ text: String) -> SmallConfig.Found {
    ModelConfigReader.read(SourceFile(path: "config.json", text: text))
  }

  @Test func cachesHeadsInLlamaCpp() throws {
    let found = read(Self.published)
    #expect(found.diagnostics == [])
    let model = try #require(found.model).model
    #expect(model.parameters == 4_073_875_968)
    let settings = try LoadSettings(contextTokens: 4096)
    #expect(model.cacheBytes(inLayer: 0, settings) == 4096 * 40 * (64 + 32 + 64) * 2)
  }

  /// vLLM pads values to the 96 elements of keys; transformers does not.
  @Test func cachesHeadsInOtherRuntimes() throws {
    let model = try #require(read(Self.published).model).model
    let checkpoint = PreparedCheckpoint(model: model, format: .bf16)
    let card = try #require(Card(usableBytes: 80 << 30, backend: .cudaAmpere))
    let server = try VLLMSettings(contextTokens: 8192)
    let served = try checkpoint.plan(.vllm(server), on: [card])
    #expect(served.cards[0].bytes(of: .cache).mid == 62 * 40 * (96 + 96) * 2 * 8192)
    let library = try TransformersSettings(contextTokens: 1024)
    let plan = try checkpoint.plan(.transformers(library), on: [card])
    #expect(plan.cards[0].bytes(of: .cache).mid == 62 * 40 * (96 + 64) * 2 * 1024)
  }

  @Test(arguments: [(#""v_head_dim": 48, "#, Int64(48)), ("", 64)])
  func readsTheWidthOfValues(field: String, width: Int64) throws {
    let text = Self.published.replacing(#""scale_emb""#, with: field + #""scale_emb""#)
    #expect(try #require(read(text).model).model.valueHeadSize == width)
  }
}
