import Foundation
import TestSupport
import Testing

/// The steps that `rigbook size --explain` prints, on this repository's catalog.
@Suite struct SizeExplainTests {
  private func size(_ arguments: [String]) throws -> (status: Int32, output: String) {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", SizeSpeedTests.site])
    return (result.status, result.output.replacing("\u{A0}", with: " "))
  }

  /// The steps of several users lead to the figures that are printed of them.
  @Test func explainsAllSlotsAndUsers() throws {
    let options = [
      "llama-3.1-8b", "-c", "16384", "-p", "4", "-g", "nvidia-rtx-4090", "--users-at", "30",
      "--explain",
    ]
    let text = try size(options).output
    for part in [
      "\nAll at once, step by step\n", " users at once, step by step\n", "\nrate_S ",
      "= t_v: with up to S_v streams llama.cpp", "= t_x: with more than S_v streams llama.cpp",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let output = try size(options + ["--json"]).output
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    func value(_ symbol: String, in name: String) throws -> Double {
      let steps = try #require(json[name] as? [[String: Any]])
      let step = try #require(steps.last { $0["symbol"] as? String == symbol }, "\(symbol)")
      return try #require(step["value"] as? Double)
    }
    let all = try #require(json["decode_all"] as? [String: Any])
    let (together, each) = (all["tok_s"] as? Double, all["each_tok_s"] as? Double)
    #expect(try value("rate_S", in: "derivation") == together)
    #expect(try value("rate_1", in: "derivation") == each)
    #expect(try value("rate_1", in: "users_derivation") >= 30)
  }

  /// Of vLLM the items and the token, of transformers the items and why there is no speed.
  @Test func explainsOtherRuntimes() throws {
    let options = [
      "llama-3.1-70b", "--runtime", "vllm", "-q", "AWQ", "-g", "nvidia-rtx-6000-ada:2", "--explain",
    ]
    let text = try size(options).output
    for part in [
      "\nMemory, step by step\n", "exact: counted from the shapes of tensors", "\nM_run ",
      "\nDecode, step by step\n", "\nt_q ", "\nt_sum ", "\nroof ",
      "= t_w + t_kv + t_L + t_sum + t_0, as far as there are any\n",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    let output = try size(options + ["--json"]).output
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any])
    let steps = try #require(json["derivation"] as? [[String: Any]])
    let decode = try #require(json["decode"] as? [String: Any])
    let rate = decode["tok_s"] as? Double
    #expect(steps.last?["symbol"] as? String == "rate")
    #expect(steps.last?["value"] as? Double == rate)
    let other = try size([
      "llama-3.1-8b", "--runtime", "transformers", "-q", "NF4", "-g", "nvidia-rtx-4090",
      "--explain",
    ]).output
    #expect(other.contains("\nMemory, step by step\n"), "\(other)")
    let gap = "no measurement of the program on such cards informs it"
    #expect(other.contains("\nDecode, step by step\nNot stated: \(gap).\n"), "\(other)")
    let free = try size(["llama-3.1-8b", "--runtime", "vllm", "--explain"]).output
    #expect(free.contains("\nneed_high ") && !free.contains("\nM_run "), "\(free)")
  }
}
