import Diagnostics
import Sizing
import Testing

@testable import Command

@Suite struct CaseReaderTests {
  private func request(_ columns: String, _ cells: String) throws -> SizeRequest {
    let (file, diagnostics) = CaseFile.read(
      SourceFile(path: "cases.csv", text: "\(columns)\n\(cells)\n"))
    #expect(diagnostics.isEmpty)
    return try CaseReader(line: try #require(file.lines.first), folder: "/data").request()
  }

  @Test func leavesDefaultsWhereCellsAreBlank() throws {
    let request = try request("case_id,model_id,quantization,context_tokens,gpu", "a,llama,,,")
    #expect(request.model == .record("llama"))
    #expect(request.quantization == nil)
    #expect(request.contextTokens == nil)
    #expect(request.cards == .any(count: 1))
    let settings = try request.settings(limit: 131_072)
    #expect(settings == (try LoadSettings(contextTokens: 8192)))
    let short = try request.settings(limit: 2048)
    #expect(short.contextTokens == 2048, "no model is asked for more than it can hold")
  }

  @Test func readsEverySetting() throws {
    let request = try request(
      "model_id,context_tokens,parallel,kv_type_k,kv_type_v,flash_attention,micro_batch,logits,gpus,split,gpu_layers,experts_on_cpu",
      "m,32768,4,q8_0,f16,off,1024,all,3,3;1;0,20,all")
    let settings = try request.settings(limit: nil)
    #expect(settings.contextTokens == 32_768)
    #expect(settings.slots == 4)
    #expect(settings.cacheTypeK == .q8v0)
    #expect(settings.cacheTypeV == .f16)
    #expect(!settings.flashAttention)
    #expect(settings.microBatch == 1024)
    #expect(settings.logits == .all)
    #expect(settings.gpuLayers == 20)
    #expect(settings.hostExpertLayers == Int.max)
    #expect(request.cards == .any(count: 3))
    #expect(request.split == .given([3, 1, 0]))
  }

  /// A micro-batch is never larger than a batch; what is cut is said.
  @Test func cutsMicroBatchesToTheBatch() throws {
    let large = try request("model_id,batch_size,micro_batch", "m,8192,4096")
    #expect(try large.settings(limit: nil).microBatch == 4096)
    #expect(large.microBatchRemarks == [])
    let cut = try request("model_id,batch_size,micro_batch", "m,,4096")
    #expect(try cut.settings(limit: nil).microBatch == 2048)
    #expect(
      cut.microBatchRemarks.map(\.summary) == [
        "a micro-batch of 4096 tokens is cut to the batch of 2048"
      ])
    var served = cut
    served.runtime = .vllm
    #expect(served.microBatchRemarks == [])
  }

  /// What is said of a case names its line, once however many cases it is of.
  @Test func placesWarningsAtTheirCase() {
    let warnings = FileWarnings()
    let elsewhere = SourceSpan(file: "config.json", line: 7)
    warnings.note([Diagnostic("context-stretched", .warning, "before", at: nil)])
    for line in 3...4 {
      warnings.begin(caseAt: SourceSpan(file: "cases.csv", line: line))
      warnings.note([
        Diagnostic("micro-batch-cut", .warning, "cut", at: nil),
        Diagnostic("config-field-range", .warning, "there", at: elsewhere),
      ])
    }
    #expect(warnings.all.map(\.span) == [nil, SourceSpan(file: "cases.csv", line: 3), elsewhere])
  }

  @Test(arguments: [
    ("shapes/config.json", "/data/shapes/config.json"), ("/elsewhere/a.json", "/elsewhere/a.json"),
  ])
  func findsConfigurations(_ written: String, _ path: String) throws {
    #expect(try request("model_config", written).model == .config(path: path))
  }

  @Test(arguments: [
    ("gpu", "nvidia-rtx-3090:2", ["nvidia-rtx-3090"], [2]),
    ("gpus,gpu", "2,nvidia-rtx-3090", ["nvidia-rtx-3090"], [2]),
    ("gpus,gpu", "3,a;b:2", ["a", "b"], [1, 2]),
  ])
  func readsCards(
    _ columns: String, _ cells: String, _ ids: [String], _ counts: [Int]
  ) throws {
    let request = try request("model_id," + columns, "m," + cells)
    guard case .given(let cards) = request.cards else {
      Issue.record("no cards: \(request.cards)")
      return
    }
    #expect(cards.map(\.id) == ids)
    #expect(cards.map(\.count) == counts)
  }

  @Test(arguments: [
    (
      "context_tokens", "8k",
      "'context_tokens' is '8k', expected a whole number from 1 to 134217728"
    ),
    ("context_tokens", "-1", "'context_tokens' is '-1', expected a whole number from 1 to"),
    ("context_tokens", "99999999999999999999", "'context_tokens' is '99999999999999999999'"),
    ("parallel", "257", "'parallel' is '257', expected a whole number from 1 to 256"),
    ("kv_type_k", "q9", "'kv_type_k' is 'q9', expected one of f32, f16"),
    ("flash_attention", "yes", "'flash_attention' is 'yes', expected on or off"),
    ("logits", "some", "'logits' is 'some', expected server or all"),
    ("gpus", "0", "'gpus' is '0', expected a whole number from 1 to 64"),
    (
      "split", "1;x",
      "'split' is '1;x', expected default, best, or a share for each card, such as 3,1: from 0"
    ),
    ("split", "0;0", "'split' is '0;0'"),
    ("gpu_layers", "-3", "'gpu_layers' is '-3', expected all or a whole number from 0 to 65536"),
    (
      "experts_on_cpu", "65537",
      "'experts_on_cpu' is '65537', expected all or a whole number from 0 to 65536"
    ),
    (
      "cpu", "a:9",
      "'cpu' is 'a:9', expected a processor's id, with ':COUNT' for several sockets, up to 8"
    ),
    ("disk", "0", "'disk' is '0', expected a drive's id, or a rate from 0.01 to 1000 GB/s"),
    ("split", "best", "'split' is given, but no cards in 'gpus' or 'gpu' to deal layers out to"),
    ("gpus,split", "2,1;1;1", "'split' has 3 shares for 2 cards"),
    ("gpu,split", "a,1;1", "'split' has 2 shares for 1 card"),
    ("gpu,split", "a:2,1", "'split' has 1 share for 2 cards"),
    ("gpu", "a:0", "'gpu' is 'a:0', expected a card's id"),
    ("gpus,gpu", "3,a:2", "'gpus' is 3, but 'gpu' names 2 cards"),
    ("runtime", "ollama", "'runtime' is 'ollama', expected llama.cpp, vllm or transformers"),
    ("model_config", "config.json", "'model_id' and 'model_config' name two models"),
  ])
  func saysWhichCellCannotBe(_ columns: String, _ cells: String, _ expected: String) {
    let fault = #expect(throws: DiagnosticError.self) {
      try request("model_id," + columns, "m," + cells)
    }
    #expect(fault?.line.hasPrefix(expected) == true, "\(fault?.line ?? "")")
  }

  @Test func refusesQuantizedValuesWithoutFlashAttention() throws {
    let request = try request("model_id,kv_type_v,flash_attention", "m,q8_0,off")
    #expect(throws: DiagnosticError.self) { try request.settings(limit: nil) }
  }
}
