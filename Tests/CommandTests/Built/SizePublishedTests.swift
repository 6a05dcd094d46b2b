import Foundation
import TestSupport
import Testing

/// Models by their ids in what they were published in, on this repository's catalog, against the
/// configurations of their checkpoints.
@Suite struct SizePublishedTests {
  private func size(_ arguments: [String]) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
  }

  private func json(_ arguments: [String]) throws -> [String: Any] {
    let result = try size(arguments + ["--json"])
    #expect(result.status == 0, "\(result.report)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(json as? [String: Any])
  }

  /// What is printed, however its lines are broken.
  private func words(_ arguments: [String]) throws -> String {
    try size(arguments).output.replacing("\u{A0}", with: " ").split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }

  private func model(_ answer: [String: Any], _ key: String) -> String {
    let model = answer["model"] as? [String: Any] ?? [:]
    return "\(model[key] ?? "nothing")"
  }

  /// A model with its configuration, the format that it states, and cards that hold it.
  struct Published: Sendable, CustomTestStringConvertible {
    let id: String
    let config: String
    let format: String
    let cards: String
    var testDescription: String { id }
  }

  /// DeepSeek's layers by what differs in the configurations of its kind.
  private static func latent(
    dense: Int, heads: Int, experts: Int, vocabulary: Int, context: Int, _ quantization: String
  ) -> String {
    """
    {"model_type": "deepseek_v3", "attention_bias": false, "first_k_dense_replace": \(dense),
     "hidden_act": "silu", "hidden_size": 7168, "intermediate_size": 18432, "kv_lora_rank": 512,
     "max_position_embeddings": \(context), "moe_intermediate_size": 2048, "moe_layer_freq": 1,
     "n_routed_experts": \(experts), "n_shared_experts": 1, "num_attention_heads": \(heads),
     "num_experts_per_tok": 8, "num_hidden_layers": 61, "num_key_value_heads": \(heads),
     "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "v_head_dim": 128,
     "scoring_func": "sigmoid", "topk_method": "noaux_tc", "tie_word_embeddings": false,
     "vocab_size": \(vocabulary), "quantization_config": \(quantization)}
    """
  }

  private static let windows = Array(
    repeating: #""sliding_attention", "full_attention""#, count: 12
  ).joined(separator: ", ")

  static let models = [
    Published(
      id: "gpt-oss-20b",
      config: """
        {"model_type": "gpt_oss", "attention_bias": true, "head_dim": 64, "hidden_act": "silu",
         "hidden_size": 2880, "intermediate_size": 2880, "layer_types": [\(windows)],
         "max_position_embeddings": 131072, "num_attention_heads": 64, "num_experts_per_tok": 4,
         "num_hidden_layers": 24, "num_key_value_heads": 8, "num_local_experts": 32,
         "sliding_window": 128, "tie_word_embeddings": false, "vocab_size": 201088,
         "quantization_config": {"quant_method": "mxfp4", "modules_to_not_convert":
           ["model.layers.*.self_attn", "model.layers.*.mlp.router", "lm_head"]}}
        """, format: "MXFP4", cards: "nvidia-rtx-4090"),
    Published(
      id: "deepseek-v3",
      config: latent(
        dense: 3, heads: 128, experts: 256, vocabulary: 129_280, context: 163_840,
        #"{"quant_method": "fp8", "fmt": "e4m3", "weight_block_size": [128, 128]}"#),
      format: "FP8-block128", cards: "nvidia-h200-141gb-sxm:8"),
    Published(
      id: "kimi-k2.5",
      config: latent(
        dense: 1, heads: 64, experts: 384, vocabulary: 163_840, context: 262_144,
        """
        {"quant_method": "compressed-tensors", "config_groups": {"group_0":
         {"targets": ["Linear"], "weights": {"num_bits": 4, "group_size": 32, "type": "int"}}},
         "ignore": ["lm_head", "re:.*self_attn.*", "re:.*shared_experts.*",
           "re:.*mlp\\\\.(gate|up|gate_up|down)_proj.*"]}
        """), format: "INT4-g32", cards: "nvidia-h200-141gb-sxm:8"),
    Published(
      id: "ministral-3-3b",
      config: """
        {"model_type": "ministral3", "tie_word_embeddings": true, "hidden_size": 3072,
         "intermediate_size": 9216, "num_hidden_layers": 26, "num_attention_heads": 32,
         "num_key_value_heads": 8, "head_dim": 128, "hidden_act": "silu", "vocab_size": 131072,
         "sliding_window": null, "max_position_embeddings": 262144, "quantization_config":
         {"quant_method": "fp8", "activation_scheme": "static", "weight_block_size": null,
          "modules_to_not_convert": ["lm_head"]}}
        """, format: "FP8", cards: "nvidia-rtx-4090"),
  ]

  @Test(arguments: models) func sizesARecordAsItsConfiguration(_ published: Published) throws {
    let folder = try TemporaryFolder(["config.json": published.config])
    let file = ["--model-config", folder.path + "/config.json"]
    let cards = ["-g", published.cards]
    for runtime in ["vllm", "transformers"] {
      let options = ["--runtime", runtime] + cards
      let record = try json([published.id] + options)
      let configured = try json(file + options)
      #expect(model(record, "format") == published.format)
      #expect(model(record, "format_origin") == "published")
      #expect(model(configured, "format_origin") == "configuration")
      #expect(model(record, "checkpoint_bytes") == model(configured, "checkpoint_bytes"))
      for key in ["need_low_bytes", "need_bytes", "need_high_bytes", "margin_bytes"] {
        #expect(record[key] as? Int == configured[key] as? Int, "\(runtime): \(key)")
      }
    }
    // The mix of a GGUF file, where none is named, follows from the same.
    let mix = published.format == "MXFP4" ? "MXFP4_MOE" : "Q4_K_M"
    #expect(model(try json([published.id]), "quantization") == mix)
    #expect(model(try json(file), "quantization") == mix)
  }

  /// Other formats are those of checkpoints that others made; the name of a method is the model's own.
  @Test(arguments: [("BF16", "BF16"), ("AWQ", "AWQ"), ("FP8", "FP8-block128")])
  func takesTheFormatThatIsAskedFor(_ name: String, _ format: String) throws {
    let answer = try json(["deepseek-v3", "--runtime", "transformers", "-q", name])
    #expect(model(answer, "format") == format)
    #expect(model(answer, "format_origin") == "asked")
  }

  @Test func advisesTheFormatOfThePublishedModel() throws {
    let answer = try json([
      "gpt-oss-20b", "--runtime", "vllm", "-q", "BF16", "-g", "nvidia-rtx-4090",
    ])
    let advice = try #require(answer["advice"] as? [String: Any])
    let changes = try #require(advice["changes"] as? [[String: Any]])
    let formats = changes.filter { $0["change"] as? String == "format" }
    #expect(formats.map { "\($0["value"] ?? "")" } == ["MXFP4"])
  }

  /// Experts in MXFP4 are padded in one way on Ada and in several on Hopper: a row of both is no more than
  /// derived.
  @Test(arguments: [
    (["nvidia-rtx-6000-ada:2"], "exact"), (["nvidia-h100-80gb-sxm:2"], "derived"),
    (["nvidia-rtx-6000-ada", "nvidia-h100-80gb-sxm"], "derived"),
  ])
  func namesTheWeakestBasis(_ cards: [String], _ basis: String) throws {
    let named = cards.flatMap { ["-g", $0] }
    let output = try size(["gpt-oss-120b", "--runtime", "vllm"] + named).output
    let lines = output.split(separator: "\n")
    let weights = try #require(lines.first { $0.hasPrefix("Weights") }, "\(output)")
    #expect(weights.hasSuffix(basis), "\(weights)")
  }

  @Test func explainsWhereAFormatComesFrom() throws {
    let options = ["gpt-oss-20b", "--runtime", "vllm", "--explain"]
    let own = try words(options)
    #expect(own.contains("Checkpoint in MXFP4"), "\(own)")
    #expect(
      own.contains("what the model was published in, by its record in the catalog"), "\(own)")
    #expect(try words(options + ["-q", "AWQ"]).contains("Checkpoint in AWQ"))
  }

  @Test func sizesCasesAndDraftsInTheSame() throws {
    let folder = try TemporaryFolder([
      "cases.csv": """
      case_id,model_id,quantization,runtime
      blank,gpt-oss-20b,,vllm
      named,gpt-oss-20b,MXFP4,vllm
      file,gpt-oss-20b,,
      mix,gpt-oss-20b,MXFP4_MOE,

      """
    ])
    let result = try size(["--batch", folder.path + "/cases.csv"])
    let lines = result.output.split(whereSeparator: \.isNewline).dropFirst().map { line in
      String(line.drop { $0 != "," })
    }
    try #require(lines.count == 4)
    #expect(lines[0] == lines[1] && lines[2] == lines[3] && lines[0] != lines[2], "\(lines)")
    let base = ["gpt-oss-120b", "--runtime", "vllm", "--draft"]
    #expect(
      try json(base + ["gpt-oss-20b"])["need_bytes"] as? Int
        == json(base + ["gpt-oss-20b:MXFP4"])["need_bytes"] as? Int)
  }

  /// A pool that would hold more sequences than are served at once says what keeps it from them.
  @Test func saysWhatBoundsThePool() throws {
    let options = ["qwen3-0.6b", "--runtime", "vllm", "-g", "nvidia-rtx-5090"]
    let short = try words(options + ["-c", "512"])
    #expect(
      short.contains(
        "256 sequences of 512 tokens, no more of which vLLM serves at once (max_num_seqs)"),
      "\(short)")
    for (context, limit) in [("512", "max_num_seqs"), ("32768", "memory")] {
      let pool = try json(options + ["-c", context])["pool"] as? [String: Any]
      #expect(pool?["sequences_limit"] as? String == limit)
    }
  }

  /// llama.cpp lays its graph out for whole tokens of each slot.
  @Test func explainsAMicroBatchThatIsRoundedUp() throws {
    let options = ["llama-3.1-8b", "-g", "nvidia-rtx-4090", "--explain", "-p"]
    let text = try words(options + ["3"])
    #expect(text.contains("ub_0 Micro-batch as asked for 512 tokens"), "\(text)")
    #expect(
      text.contains(
        "513 tokens = min(ub_0, T), rounded up to a multiple of S: whole tokens for each slot"),
      "\(text)")
    #expect(try !words(options + ["4"]).contains("ub_0"))
  }
}
