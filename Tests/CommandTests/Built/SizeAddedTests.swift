import Foundation
import TestSupport
import Testing

/// `rigbook size` with draft models and projectors under llama.cpp.
@Suite struct SizeAddedTests {
  private func run(
    _ arguments: [String], site: String = SizeTests.site
  ) throws -> BuiltCommand.Result {
    try BuiltCommand.run(["size"] + arguments + ["--site", site])
  }

  /// A projector's file: 1024 × 512 weights in 16 bits, a bias in 32.
  static let projectorHeader = GGUFWriter.header(
    metadata: [
      ("general.architecture", .text("clip")), ("general.name", .text("Eyes")),
      ("clip.has_vision_encoder", .flag(true)),
    ],
    tensors: [.init("v.patch_embd.weight", [1024, 512], 1), .init("mm.0.bias", [512], 0)])

  static let projector =
    projectorHeader + [UInt8](repeating: 0, count: projectorBytes + 32)

  static let projectorBytes = 2 * 1024 * 512 + 4 * 512

  @Test(arguments: [
    (
      "size-draft.txt",
      ["llama-3.3-70b", "--draft", "llama-3.1-8b:Q8_0", "--draft-kv-cache", "q8_0"]
        + ["--gpu", "nvidia-rtx-3090:2", "-c", "8192"]
    ),
    (
      "size-draft.json",
      [
        "llama-3.3-70b", "--draft", "llama-3.1-8b", "--draft-cards", "2", "--draft-gpu-layers",
        "30",
      ]
        + ["--gpu", "nvidia-rtx-3090:2", "--json"]
    ),
  ])
  func printsLedgerOfBoth(_ golden: String, _ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 0)
    #expect(result.report == "")
    try Golden.expect(result.output, equals: golden)
  }

  /// Without cards the smallest ones are those that hold both.
  @Test func namesCardsThatHoldBoth() throws {
    let alone = try run(["llama-3.3-70b", "-c", "65536"])
    let both = try run(["llama-3.3-70b", "--draft", "llama-3.1-8b:q8_0", "-c", "65536"])
    #expect(alone.output.contains("The smallest cards of which 4 hold it"), "\(alone.output)")
    #expect(alone.output.contains("4 × Radeon RX 7900 XT 20 GB"))
    #expect(both.output.contains("\ndraft model Llama 3.1 8B · Q8_0 · "), "\(both.output)")
    #expect(both.output.contains("The smallest cards of which 4 hold it"), "\(both.output)")
    #expect(!both.output.contains("4 × Radeon RX 7900 XT 20 GB"), "\(both.output)")
  }

  @Test func explainsBoth() throws {
    let result = try run(["llama-3.3-70b", "--draft", "llama-3.1-8b", "--explain"])
    #expect(result.output.contains("\nDraft model, step by step\n"))
    #expect(result.output.contains("= W + KV + C + R, and D and Q where they are loaded\n"))
    #expect(result.output.contains("= W_embed + C_host + D_host\n"))
    let steps = try #require(result.output.components(separatedBy: "Draft model, step").last)
    #expect(!steps.contains("Runtime overhead"), "the driver is there once")
    let json = try run(["llama-3.3-70b", "--draft", "llama-3.1-8b", "--explain", "--json"])
    #expect(json.output.contains("\"draft_derivation\": ["))
  }

  /// The file of a mix gives what the mix gives.
  @Test func readsDraftsFromGGUFFiles() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/llama.gguf"
    try Data(GGUFFixture.llama).write(to: URL(filePath: path))
    let options = ["llama-3.3-70b", "--gpu", "nvidia-rtx-3090:4"]
    let found = try run(options + ["--draft-gguf", path])
    #expect(found.status == 0, "\(found.report)")
    let record = try run(options + ["--draft", "llama-3.1-8b"])
    let ledger = found.output.drop { $0 != "─" }
    #expect(ledger.contains("Draft weights"))
    #expect(ledger == record.output.drop { $0 != "─" })
  }

  @Test func addsAProjector() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mmproj.gguf"
    try Data(Self.projector).write(to: URL(filePath: path))
    let text = try run(["llama-3.1-8b", "--projector", path])
    #expect(text.status == 0, "\(text.report)")
    let output = text.output.replacing("\u{A0}", with: " ")
    #expect(
      output.contains(
        """

        projector Eyes · weights of 0.001 GiB (of its file)
          working buffer not stated, not counted

        """), "\(output)")
    #expect(output.contains("Projector            1.00       –\n"), "\(output)")
    let json = try run(["llama-3.1-8b", "--projector", path, "--json", "-g", "nvidia-rtx-4090"])
    #expect(json.output.contains("\"projector_bytes\": \(Self.projectorBytes)"))
    #expect(
      json.output.contains("\"weights_bytes\": \(Self.projectorBytes),\n    \"basis\": \"exact\""))
    #expect(!json.output.contains("\"decode\": null"))
  }

  /// Columns of the batch hold the sums.
  @Test func sizesCasesWithBoth() throws {
    let folder = try TemporaryFolder()
    try Data(Self.projector).write(to: URL(filePath: folder.path + "/eyes.gguf"))
    let cases = """
      case_id,model_id,quantization,gpu,draft,draft_kv_type_k,draft_cards,draft_gguf,projector,towers
      alone,llama-3.3-70b,,nvidia-rtx-3090:4,,,,,,
      both,llama-3.3-70b,,nvidia-rtx-3090:4,llama-3.1-8b:Q8_0,q8_0,1,,eyes.gguf,off
      own,llama-3.1-8b,Q8_0,nvidia-rtx-3090:1,,,,,,
      none,llama-3.3-70b,,nvidia-rtx-3090:4,,q8_0,,,,
      two,llama-3.3-70b,,nvidia-rtx-3090:4,llama-3.1-8b,,,a.gguf,,
      twice,llama-3.3-70b,,nvidia-rtx-3090:4,,,,,eyes.gguf,on
      blind,llama-3.3-70b,,nvidia-rtx-3090:4,,,,,,on
      beyond,llama-3.3-70b,,nvidia-rtx-3090:4,llama-3.1-8b,,5,,,

      """
    let file = folder.path + "/cases.csv"
    try Data(cases.utf8).write(to: URL(filePath: file))
    let result = try run(["--batch", file])
    #expect(result.status == 0 && result.report == "", "\(result.report)")
    let lines = result.output.split(separator: "\r\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let columns = try #require(lines.first)
    func cell(_ row: Int, _ column: String) throws -> String {
      lines[row][try #require(columns.firstIndex(of: column))]
    }
    func first(_ row: Int, _ column: String) throws -> Double {
      try #require(Double(try cell(row, column).prefix { $0 != ";" }))
    }
    let weights = try first(2, "gpu_model_mib") - first(1, "gpu_model_mib")
    // Those of the draft model alone, and the projector's.
    let added = try first(3, "gpu_model_mib") + 1
    #expect(abs(weights - added) < 0.02, "\(weights)")
    let cache = try first(2, "gpu_kv_mib") - first(1, "gpu_kv_mib")
    // 32 layers of 8 heads of 128 elements: keys of 34 bytes for 32, values of 2 bytes each.
    #expect(cache == 784, "\(cache)")
    #expect(try cell(2, "decode_tok_s") == "")
    #expect(try cell(1, "decode_tok_s") != "")
    let faults = lines.map { $0.joined(separator: ",") }
    #expect(
      faults[4].contains("'draft_kv_type_k' is given, but neither 'draft' nor 'draft_gguf'"))
    #expect(try cell(5, "error") == "'draft' and 'draft_gguf' name two draft models")
    #expect(try cell(6, "error") == "'towers' and 'projector' name the towers twice")
    #expect(try cell(7, "error").hasPrefix("'llama-3.3-70b' has no towers for pictures"))
    #expect(faults[8].contains("the draft model is to be on card 5, but there are 4"))
  }

  /// llama.cpp loads a draft model in the context of the other one, whatever it was made for.
  @Test func saysWhereTheDraftWasMadeForLess() throws {
    func output(_ context: String, _ more: [String] = []) throws -> String {
      let options = ["--draft", "llama-2-7b", "--draft-tokens", "1", "-c", context] + more
      return try run(["mixtral-8x7b"] + options, site: SizeSpeedTests.site).output
        .replacing("\u{A0}", with: " ")
    }
    let beyond = try output("4097")
    #expect(
      beyond.contains("\n  1 token guessed ahead · made for 4,096 tokens only\n"), "\(beyond)")
    #expect(!(try output("4096").contains("made for")))
    #expect(try output("4097", ["--json"]).contains("\"context_limit_tokens\": 4096,\n"))
  }

  /// All of it in host memory needs no card, and no cards are named.
  @Test func needsNoCardInHostMemory() throws {
    let options = ["llama-3.3-70b", "--gpu-layers", "0"]
    let alone = try run(options).output
    #expect(alone.contains("\nNo card is needed."))
    #expect(!alone.contains("The smallest cards"))
    let draft = options + ["--draft", "llama-3.1-8b"]
    #expect(try run(draft).output.contains("The smallest cards"))
    let both = try run(draft + ["--draft-gpu-layers", "0", "--json"]).output
    #expect(both.contains("\"draft\": {") && !both.contains("smallest_gpus"))
  }
}
