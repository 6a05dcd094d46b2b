import Foundation
import TestSupport
import Testing

/// What is said to make a checkpoint fit under vLLM and transformers, held against answers to just that.
@Suite struct SizeRuntimeAdviceTests {
  private func size(_ options: [String: String]) throws -> [String: Any] {
    let arguments = options.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
    let result = try BuiltCommand.run(
      ["size", "qwen3-32b", "--json", "--site", SizeSpeedTests.site] + arguments)
    #expect(result.status == 0, "\(result.report)")
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(json as? [String: Any])
  }

  static let uses: [[String: String]] = [
    ["--runtime": "vllm", "-q": "FP8", "-p": "8", "-c": "262144", "--gpu": "nvidia-rtx-5090:2"],
    ["--runtime": "vllm", "-q": "AWQ", "-p": "4", "-c": "65536", "--gpu": "nvidia-rtx-4090:1"],
    [
      "--runtime": "transformers", "-q": "LLM.int8", "-p": "1", "-c": "16384",
      "--gpu": "nvidia-rtx-5090:1",
    ],
  ]

  @Test(arguments: uses) func adviceHolds(_ use: [String: String]) throws {
    let answer = try size(use)
    #expect(answer["verdict"] as? String == "does not fit")
    let advice = try #require(answer["advice"] as? [String: Any])
    let changes = try #require(advice["changes"] as? [[String: Any]])
    #expect(changes.count >= 2, "\(changes)")
    let sequences = try #require(use["-p"].flatMap(Int.init))
    let context = try #require(use["-c"].flatMap(Int.init)) / sequences
    for change in changes {
      var changed = use
      let value = "\(change["value"] ?? "")"
      switch change["change"] as? String {
      case "context_tokens_per_sequence":
        changed["-c"] = "\(try #require(Int(value)) * sequences)"
      case "sequences":
        changed["-p"] = value
        changed["-c"] = "\(try #require(Int(value)) * context)"
      case "kv_cache": changed["--kv-cache"] = value
      case "format": changed["-q"] = value
      case "gpu": changed["--gpu"] = "\(value):\(change["gpu_count"] ?? "")"
      default: Issue.record("\(change)")
      }
      let again = try size(changed)
      #expect(again["verdict"] as? String == "fits", "\(change)")
      #expect(again["margin_bytes"] as? Int == change["margin_bytes"] as? Int, "\(change)")
    }
  }

  /// The longest context does not exceed the card, and a token more does.
  @Test func findsTheLongestContext() throws {
    var use = ["--runtime": "vllm", "-q": "AWQ", "-c": "4096", "--gpu": "nvidia-rtx-5090"]
    let advice = try #require(try size(use)["advice"] as? [String: Any])
    let longest = try #require(advice["longest_context_tokens_per_sequence"] as? Int)
    #expect(longest > 4096 && longest < 131_072)
    use["-c"] = "\(longest)"
    #expect(try size(use)["verdict"] as? String != "does not fit")
    use["-c"] = "\(longest + 1)"
    #expect(try size(use)["verdict"] as? String == "does not fit")
  }

  @Test func namesTheSmallestCards() throws {
    let answer = try size(["--runtime": "vllm", "-q": "AWQ", "-c": "8192"])
    let cards = try #require(answer["smallest_gpus"] as? [[String: Any]])
    #expect(cards.count == 6)
    // vLLM's documentation does not list RDNA 2.
    #expect(!cards.contains { $0["gpu"] as? String == "amd-radeon-pro-w6800" }, "\(cards)")
    for card in cards {
      let gpu = "\(card["gpu"] ?? ""):\(card["count"] ?? "")"
      let again = try size(["--runtime": "vllm", "-q": "AWQ", "-c": "8192", "--gpu": gpu])
      #expect(again["verdict"] as? String == card["verdict"] as? String)
    }
  }

  /// Cards of 24 GB hold these tightly, so that the smallest on which they fit stands beside them.
  @Test(arguments: [
    ["-c": "16384"], ["--runtime": "vllm", "-q": "AWQ", "-c": "2048"],
    ["--runtime": "vllm", "-q": "AWQ", "-c": "8192"],
  ])
  func namesTheSmallestComfortableCard(_ use: [String: String]) throws {
    let answer = try size(use)
    let cards = try #require(answer["smallest_gpus"] as? [[String: Any]])
    let comfortable = try #require(answer["comfortable_gpu"] as? [String: Any])
    let gpu = "\(comfortable["gpu"] ?? comfortable["id"] ?? ""):\(comfortable["count"] ?? "")"
    var again = use
    again["--gpu"] = gpu
    let alone = try size(again)
    #expect(alone["verdict"] as? String == "fits", "\(gpu)")
    #expect(alone["margin_bytes"] as? Int == comfortable["margin_bytes"] as? Int, "\(gpu)")
    let listed = cards.first { $0["verdict"] as? String == "fits" }
    if let listed {
      #expect(listed["gpu"] as? String == comfortable["gpu"] as? String)
    } else {
      #expect(cards.allSatisfy { $0["verdict"] as? String == "tight" }, "\(cards)")
    }
    #expect((listed == nil) == (use["-c"] != "8192"))
  }
}
