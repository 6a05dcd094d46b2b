import Foundation
import TestSupport
import Testing

/// `rigbook import model`.
@Suite struct ImportModelTests {
  private static let config = Golden.fixtures + "/batch/config.json"

  /// The line of a model by the columns of its table.
  private func cells(_ text: String, id: String) throws -> [String: String] {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(lines.first)
    let line = try #require(lines.first { $0.first == id })
    return Dictionary(uniqueKeysWithValues: zip(header, line))
  }

  /// What the file says is what the catalog says of the same model.
  @Test func givesTheRowOfTheCatalog() throws {
    let result = try BuiltCommand.run(
      ["import", "model", Self.config, "--id", "llama-3.1-8b", "--name", "Llama 3.1 8B"])
    #expect(result.status == 0)
    let made = try cells(result.output, id: "llama-3.1-8b")
    let catalog = try cells(
      String(
        contentsOfFile: Golden.fixtures + "/small/Content/Catalog/language-models.csv",
        encoding: .utf8), id: "llama-3.1-8b")
    let written = [
      "family", "vendor", "license", "hf_repo", "release_date", "release_date_basis", "tier",
      "params_total_basis", "source", "source_detail",
    ]
    let differing = catalog.filter { !written.contains($0.key) && made[$0.key] != $0.value }
    #expect(differing == [:])
    #expect(catalog.count - written.count > 20)
    for name in written where name != "params_total_basis" && name != "hf_repo" {
      #expect(result.report.contains("\n  \(name) "), "\(name)")
      #expect(made[name] == "", "\(name)")
    }
    #expect(made["params_total"] == "8030261248")
  }

  /// The catalog's word for the checkpoint of the file, and none where none stands for one like it.
  @Test(arguments: [
    (#"{"quant_method": "fp8", "weight_block_size": [128, 128]}"#, "fp8-block128"),
    (#"{"quant_method": "fp8", "weight_block_size": [64, 64]}"#, ""),
    (#"{"quant_method": "fp8"}"#, "fp8"),
    (#"{"quant_method": "awq", "bits": 4, "group_size": 128}"#, ""),
  ])
  func namesThePublishedPrecision(_ quantization: String, _ word: String) throws {
    let text = try String(contentsOfFile: Self.config, encoding: .utf8)
    let folder = try TemporaryFolder([
      "config.json": "{\"quantization_config\": \(quantization)," + text.dropFirst()
    ])
    let result = try BuiltCommand.run([
      "import", "model", folder.path + "/config.json", "--id", "mine", "--name", "Mine",
    ])
    #expect(result.status == 0, "\(result.report)")
    #expect(try cells(result.output, id: "mine")["native_dtype"] == word)
  }

  /// A record of MiniCPM3 would be sized with a cache of rows, 22 times too small.
  @Test func refusesACacheThatNoColumnStates() throws {
    let folder = try TemporaryFolder([
      "config.json": """
      {"model_type": "minicpm3", "num_hidden_layers": 62, "hidden_size": 2560,
       "intermediate_size": 6400, "num_attention_heads": 40, "num_key_value_heads": 40,
       "vocab_size": 73448, "max_position_embeddings": 32768, "hidden_act": "silu",
       "rms_norm_eps": 1e-05, "q_lora_rank": 768, "kv_lora_rank": 256, "qk_nope_head_dim": 64,
       "qk_rope_head_dim": 32}
      """
    ])
    let result = try BuiltCommand.run(
      ["import", "model", folder.path + "/config.json", "--id", "mine", "--name", "Mine"])
    #expect(result.status == 1 && result.output.isEmpty)
    #expect(result.report.contains("model-not-covered"), "\(result.report)")
  }

  @Test func addsTheRowToTheCatalogOfASite() throws {
    let site = try FixtureSite()
    let arguments = [
      "import", "model", Self.config, "--id", "mine", "--name", "Mine, too", "--write",
    ]
    let result = try BuiltCommand.run(arguments, in: site.path)
    #expect(result.status == 0, "\(result.report)")
    #expect(result.output == "A line for 'mine' in Content/Catalog/language-models.csv\n")
    let files = try site.files(below: "Content/Catalog")
    let text = String(decoding: try #require(files["language-models.csv"]), as: UTF8.self)
    #expect(text.split(separator: "\n").count == 4)
    #expect(text.contains("\nmine,\"Mine, too\",,,llama,"), "\(text)")
    let check = try BuiltCommand.run(["check", "--format", "concise"], in: site.path)
    #expect(
      Set(BuildTests.placesAndKinds(check.report).map { $0.suffix(15) }) == ["[missing-value]"])
    let again = try BuiltCommand.run(arguments, in: site.path)
    #expect(again.status == 1)
    #expect(again.report.hasPrefix("error[duplicate-id]: "), "\(again.report)")
    #expect(try site.files(below: "Content/Catalog") == files)
  }

  @Test func beginsTheTableOfASiteWithout() throws {
    let folder = try TemporaryFolder()
    #expect(try BuiltCommand.run(["new", "site"], in: folder.path).status == 0)
    let result = try BuiltCommand.run(
      ["import", "model", Self.config, "--id", "mine", "--write", "--site", "site"], in: folder.path
    )
    #expect(result.status == 0, "\(result.report)")
    let text = try folder.read("site/Content/Catalog/language-models.csv")
    #expect(text.hasPrefix("id,name,family,"), "\(text)")
    #expect(text.contains("\nmine,,"), "\(text)")
  }

  @Test func leavesTheTotalOfAModelWithTowersOpen() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.config, encoding: .utf8)
    try folder.write(
      text.replacing("{\n", with: "{\n  \"vision_config\": {\"depth\": 2},\n", maxReplacements: 1),
      to: "config.json")
    let result = try BuiltCommand.run(["import", "model", "config.json"], in: folder.path)
    #expect(result.report.contains("\n  params_total "), "\(result.report)")
    #expect(result.report.contains("\n  params_vision "), "\(result.report)")
  }

  @Test func reportsWhatTheFileLacks() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"model_type": "llama"}"#, to: "config.json")
    let result = try BuiltCommand.run(["import", "model", "config.json"], in: folder.path)
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.report.contains("error[config-field-missing]"), "\(result.report)")
  }

  @Test func reportsInTheFormatThatIsAskedFor() throws {
    let folder = try TemporaryFolder()
    try folder.write(#"{"model_type": "llama"}"#, to: "config.json")
    let lacks = try BuiltCommand.run(
      ["import", "model", "config.json", "--format", "concise"], in: folder.path)
    #expect(lacks.report.hasPrefix("config.json:1:1: error: "), "\(lacks.report)")
    // One document, with what is wrong with the site.
    let other = try BuiltCommand.run(
      ["import", "model", Self.config, "--id", "a", "--write", "--format", "json"],
      in: folder.path)
    #expect(other.status == 1)
    let report = try JSONSerialization.jsonObject(with: Data(other.report.utf8))
    let faults = try #require(report as? [[String: Any]])
    #expect(faults.count == 1)
    // Without a fault the document is there, and nothing beside it.
    let sound = try BuiltCommand.run(
      ["import", "model", Self.config, "--format", "json"], in: folder.path)
    #expect(sound.status == 0)
    let empty = try JSONSerialization.jsonObject(with: Data(sound.report.utf8))
    #expect((empty as? [Any])?.isEmpty == true, "\(sound.report)")
  }
}
