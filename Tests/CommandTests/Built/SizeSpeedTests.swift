import Foundation
import TestSupport
import Testing

/// Speeds that `rigbook size` prints, on this repository's catalog, which has processors.
@Suite struct SizeSpeedTests {
  static let site = URL(filePath: #filePath).appending(path: "../../../..")
    .standardizedFileURL.path

  private func size(_ arguments: [String]) throws -> (status: Int32, output: String, report: String)
  {
    let result = try BuiltCommand.run(["size"] + arguments + ["--site", Self.site])
    let unwrapped = result.output.replacing(/\n {11,13}(?=\S)/, with: " ")
    return (result.status, unwrapped.replacing("\u{A0}", with: " "), result.message)
  }

  @Test func estimatesLayersOnTheProcessor() throws {
    let arguments = ["llama-3.1-8b", "-g", "nvidia-rtx-3090", "--gpu-layers", "20"]
    let unknown = try size(arguments).output
    #expect(unknown.contains("Decode       not stated with weights in host memory: name the"))
    let known = try size(arguments + ["--cpu", "amd-ryzen-9-9950x", "--ram-mt-s", "6000"]).output
    #expect(known.contains("\nRyzen 9 9950X · memory at 6,000 MT/s · 96 GB/s\n"), "\(known)")
    #expect(known.contains(" tok/s for one stream with 8,192 tokens in the cache (estimated)\n"))
    #expect(known.contains("Prefill      not stated with weights in host memory"))
  }

  @Test func estimatesTheProcessorAlone() throws {
    let result = try size([
      "llama-3.1-8b", "--gpu-layers", "0", "--cpu", "amd-ryzen-9-9950x", "--json",
    ])
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let decode = try #require(json?["decode"] as? [String: Any])
    let rate = try #require(decode["tok_s"] as? Double)
    // 5.7 GB at 0.73 of 89.6 GB/s, at the most.
    #expect(rate > 5 && rate < 0.7307 * 89.6 / 5.6, "\(rate)")
    #expect(json?["prefill_gap"] as? String == "host_prefill")
    let processor = try #require(json?["processor"] as? [String: Any])
    #expect(processor["memory_mt_s"] as? Int == 5600)
    #expect(processor["memory_basis"] as? String == "assumed")
  }

  @Test func saysWhatTheCatalogLacks() throws {
    let text = try size(["llama-3.1-8b", "-g", "apple-m4-max-32c"]).output
    // Its cores are known, and neither a clock nor a rate that it would follow from.
    #expect(text.contains("Decode       not stated: the catalog does not know the card's clock\n"))
    let json = try size(["llama-3.1-8b", "-g", "apple-m4-max-32c", "--json"]).output
    #expect(json.contains("\"decode_gap\": \"clock\""))
  }

  /// The columns for users are there where they are asked for, say what the command says, and leave the
  /// places of the others alone.
  @Test func countsUsersInABatch() throws {
    let site = FileManager.default.temporaryDirectory.appending(path: "users-\(UUID())")
    try FileManager.default.createDirectory(at: site, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: site) }
    let cases = site.appending(path: "cases.csv")
    func lines(_ text: String) throws -> [[Substring]] {
      try Data(text.utf8).write(to: cases)
      return try size(["--batch", cases.path]).output.split(whereSeparator: \.isNewline)
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }
    let asked = try lines(
      """
      model_id,context_tokens,parallel,gpu,gpu_layers,cpu,users_at
      llama-3.1-8b,16384,4,nvidia-rtx-4090,,,30
      llama-3.1-8b,16384,4,nvidia-rtx-4090,,,
      llama-3.1-8b,4096,1,nvidia-rtx-4090,8,amd-ryzen-9-9950x,30
      llama-3.1-8b,4096,1,,,,30
      llama-3.1-8b,4096,1,nvidia-rtx-4090,,,0

      """)
    // A fault is quoted, and cut in two at its comma.
    try #require(asked.count == 6 && asked.prefix(4).allSatisfy { $0.count == 23 + 5 + 5 + 4 })
    #expect(
      asked[0].suffix(9).joined(separator: ",")
        == "all_tok_s_low,all_tok_s,all_tok_s_high,all_gap,all_basis,"
        + "users,users_limit,users_gap,users_basis"
    )
    let arguments = ["llama-3.1-8b", "-c", "16384", "-p", "4", "-g", "nvidia-rtx-4090"]
    let json =
      try JSONSerialization.jsonObject(
        with: Data(size(arguments + ["--users-at", "30", "--json"]).output.utf8)) as? [String: Any]
    let all = try #require(json?["decode_all"] as? [String: Any])
    let users = try #require(json?["users"] as? [String: Any])
    let row = Array(asked[1].suffix(9))
    #expect(abs((Double(row[1]) ?? 0) - (all["tok_s"] as? Double ?? -1)) < 0.006)
    #expect(row[3] == "" && row[4] == "estimated")
    #expect(Int(row[5]) == users["streams"] as? Int && row[6] == "speed" && row[7] == "")
    #expect(row[8] == "estimated")
    #expect(users["basis"] as? String == "estimated")
    // All slots have a rate also where nobody asks for users.
    #expect(Array(asked[2].suffix(9).prefix(5)) == Array(row.prefix(5)))
    #expect(asked[2].suffix(4).allSatisfy { $0.isEmpty })
    // One slot from system memory has a rate and its basis, and no users.
    #expect(asked[3].suffix(6).joined(separator: ",") == ",estimated,,,host_streams,")
    #expect(asked[4].joined(separator: ",").contains("'users_at' is given, but no cards in 'gpu'"))
    #expect(asked[5].joined(separator: ",").contains("'users_at' is '0'"))
    let plain = try lines("model_id,gpu\nllama-3.1-8b,nvidia-rtx-4090\n")
    #expect(plain[0].elementsEqual(asked[0].prefix(23)))
  }

  /// A copy of this repository's catalog in which a card has no bandwidth and a processor no channels.
  private func siteWithGaps() throws -> URL {
    let files = FileManager.default
    let site = files.temporaryDirectory.appending(path: "gaps-\(UUID())")
    let content = URL(filePath: Self.site).appending(path: "Content")
    try files.createDirectory(
      at: site.appending(path: "Content"), withIntermediateDirectories: true)
    for name in ["Catalog", "site.yaml"] {
      try files.copyItem(
        at: content.appending(path: name), to: site.appending(path: "Content/\(name)"))
    }
    let blanks = [
      ("gpus", "nvidia-rtx-3090,", ",19.5,936,", ",19.5,,"),
      ("cpus", "amd-ryzen-9-9950x,", ",DDR5 UDIMM,2,", ",DDR5 UDIMM,,"),
    ]
    for (table, id, stated, blank) in blanks {
      let url = site.appending(path: "Content/Catalog/\(table).csv")
      let text = try String(contentsOf: url, encoding: .utf8)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
        line.hasPrefix(id) ? String(line).replacing(stated, with: blank) : String(line)
      }
      let changed = lines.joined(separator: "\n")
      #expect(changed != text, "\(table)")
      try Data(changed.utf8).write(to: url)
    }
    return site
  }

  @Test func statesNoSpeedWithoutBandwidthOrChannels() throws {
    let site = try siteWithGaps()
    defer { try? FileManager.default.removeItem(at: site) }
    func output(_ arguments: [String]) throws -> String {
      let result = try BuiltCommand.run(arguments + ["--site", site.path])
      #expect(result.status == 0, "\(result.report)")
      return result.output.replacing(/\n {11,13}(?=\S)/, with: " ")
    }
    let card = try output(["size", "llama-3.1-8b", "-g", "nvidia-rtx-3090"])
    #expect(
      card.contains("Decode       not stated: the catalog does not know the card's bandwidth"))
    #expect(!card.contains("tok/s"))
    let processor = try output([
      "size", "llama-3.1-8b", "--gpu-layers", "0", "--cpu", "amd-ryzen-9-9950x",
    ])
    #expect(processor.contains("know the processor's memory channels\n"), "\(processor)")
    #expect(!processor.contains("tok/s"))
    let cases = site.appending(path: "cases.csv")
    try Data(
      """
      model_id,gpu,gpu_layers,cpu
      llama-3.1-8b,nvidia-rtx-3090,,
      llama-3.1-8b,nvidia-rtx-4090,10,amd-ryzen-9-9950x

      """.utf8
    ).write(to: cases)
    let lines = try output(["size", "--batch", cases.path]).split(whereSeparator: \.isNewline)
    // Seven columns of speeds and their basis, the fault and the prompt's basis; loading behind the gaps.
    let blanks = String(repeating: ",", count: 10)
    for (line, gaps) in zip(
      lines.dropFirst(), ["bandwidth,bandwidth", "processor_channels,host_prefill"])
    {
      #expect(line.hasSuffix(",fits\(blanks)\(gaps),,,,,"), "\(line)")
    }
    let query = "select decode_tok_s_low('llama-3.1-8b', 'Q4_K_M', 8192, 'nvidia-rtx-3090') as x"
    #expect(try output(["query", query, "--format", "csv"]) == "x\r\n\r\n")
  }

  /// A chip that shares its machine's memory has no more of it than was named, and what it says of that
  /// memory is what its verdict says.
  @Test(arguments: [
    ("64", "Verdict      does not fit, ", ""), ("68", "Verdict      tight, ", "memory is tight"),
    ("96", "Verdict      fits, ", ""),
  ])
  func saysOneThingOfMemoryThatAChipShares(ram: String, verdict: String, remark: String) throws {
    let text = try size([
      "gpt-oss-120b", "-g", "amd-ryzen-ai-max-plus-395", "--experts-on-cpu", "all", "--cpu",
      "amd-ryzen-ai-max-plus-395-cpu", "--ram", ram, "--disk", "7",
    ]).output
    #expect(text.contains(verdict), "\(text)")
    #expect(!text.contains("124 GiB addressable"))
    #expect(text.contains("memory is ") == !remark.isEmpty)
    #expect(remark.isEmpty || text.contains(remark))
  }

  @Test func namesWhatWasMeasured() throws {
    let text = try size(["llama-3.1-8b", "-g", "nvidia-rtx-4090"]).output
    #expect(text.components(separatedBy: "(derived from a measurement)").count == 3, "\(text)")
  }

  @Test func explainsBothSpeeds() throws {
    let text = try size(["qwen3-30b-a3b", "-g", "nvidia-rtx-5090", "--explain"]).output
    for part in [
      "Decode, step by step\n", "Prefill, step by step\n", "\nκ ", "\nv_w ", "\nv_F ", "\nroof ",
      "\nroof_n ",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  private static let shortOfMemory = [
    "gpt-oss-120b", "-q", "MXFP4_MOE", "-g", "nvidia-rtx-4090", "--experts-on-cpu", "all",
    "--cpu", "amd-ryzen-9-9950x", "--ram", "48",
  ]

  @Test func readsTheDiskWhereMemoryIsShort() throws {
    let unknown = try size(Self.shortOfMemory)
    #expect(
      unknown.output.contains("Decode       not stated: host memory does not hold the weights"))
    #expect(unknown.output.contains("Ryzen 9 9950X · 48.0 GiB of memory · memory at 5,600 MT/s"))
    let known = try size(Self.shortOfMemory + ["--disk", "samsung-990-pro-4tb", "--explain"])
    #expect(known.output.contains("Samsung 990 PRO 4 TB · 7.5 GB/s by its data sheet"))
    #expect(known.output.contains("memory is short, so weights are read from the disk"))
    #expect(known.output.contains("\nt_disk "))
    #expect(known.output.contains("\nLoading      8.5"), "\(known.output)")
    #expect(known.output.contains("\nLoading, step by step\n"))
  }

  @Test func saysTheSameForPrograms() throws {
    let known = try size(Self.shortOfMemory + ["--disk", "7", "--json"]).output
    let json = try JSONSerialization.jsonObject(with: Data(known.utf8)) as? [String: Any]
    #expect(json?["host_room"] as? String == "short")
    let decode = try #require(json?["decode"] as? [String: Any])
    let rate = try #require(decode["tok_s"] as? Double)
    #expect(rate > 2.5 && rate < 3.5, "\(rate)")
    let loading = try #require(json?["loading"] as? [String: Any])
    #expect(loading["disk_s"] as? Double == 63_374_323_968 / 7e9)
    let unknown = try size(Self.shortOfMemory + ["--disk", "builtin-4tb-nvme", "--json"]).output
    #expect(unknown.contains("\"decode_gap\": \"disk_rate\""))
    #expect(unknown.contains("\"loading_gap\": \"disk_rate\""))
  }

  @Test(arguments: [
    (["--cpu", "amd-ryzen-9-9950"], 1, "did you mean 'amd-ryzen-9-9950x'?"),
    (["--cpu", "amd-ryzen-9-9950x:2"], 1, "2 sockets\n  = help: leave the count out"),
    (["--draft", "mimo-7b"], 1, "'mimo-7b' cannot be sized"),
    (["--ram-mt-s", "6000"], 64, "--ram-mt-s needs --cpu."),
    (
      ["--cpu", "amd-ryzen-9-9950x", "--ram-mt-s", "1"], 64,
      "expected a whole number from 200 to 20000"
    ),
    (["--cpu", "amd-ryzen-9-9950x:0"], 64, "--cpu"),
    (["--ram", "0.5"], 64, "expected a number from 1 to 65536"),
    (["--disk", "0"], 64, "--disk"),
    (["--disk", "samsung-990-pro-2t"], 1, "did you mean 'samsung-990-pro-2tb'?"),
    (
      ["--runtime", "vllm", "--disk", "samsung-990-pro-2t"], 1,
      "did you mean 'samsung-990-pro-2tb'?"
    ),
  ]) func refusesWhatCannotBe(_ options: [String], _ status: Int32, _ report: String) throws {
    let result = try size(["llama-3.1-8b", "-g", "nvidia-rtx-3090"] + options)
    #expect(result.status == status)
    #expect(result.report.contains(report), "\(result.report)")
  }

  /// The machine and a rate for each user are no options of vLLM's: what follows of them is not stated.
  @Test func saysWhatIsNotStatedUnderVLLM() throws {
    let asked = [
      "llama-3.1-8b", "-g", "nvidia-rtx-3090", "--runtime", "vllm", "--disk", "7", "--ram", "64",
      "--cpu", "amd-ryzen-9-9950x", "--users-at", "20",
    ]
    let text = try size(asked).output.replacing("\u{A0}", with: " ")
    for title in ["Prefill", "Loading", "Users at 20 tok/s"] {
      #expect(text.contains("\n\(title) "), "\(text)")
    }
    let json = try size(asked + ["--json"]).output
    #expect(json.contains("\"prefill_gap\": \"runtime\""), "\(json)")
    #expect(json.contains("\"loading_gap\": \"runtime\""), "\(json)")
    #expect(json.contains("\"gap\": \"runtime\""), "\(json)")
  }

  @Test func fillsTheColumnsOfSpeeds() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "speeds-\(UUID()).csv")
    try Data(
      """
      case_id,model_id,gpu,gpu_layers,cpu,ram_mt_s
      card,llama-3.1-8b,nvidia-rtx-3090,,,
      both,llama-3.1-8b,nvidia-rtx-3090,16,amd-ryzen-9-9950x,6000
      unknown,llama-3.1-8b,nvidia-rtx-3090,16,,
      nonsense,llama-3.1-8b,nvidia-rtx-3090,16,,6000

      """.utf8
    ).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = try size(["--batch", file.path]).output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    try #require(lines.count == 5)
    let first = try #require(lines[0].firstIndex(of: "decode_tok_s_low"))
    let speeds = lines.dropFirst().map { $0[first..<first + 7].map { !$0.isEmpty } }
    #expect(speeds[0] == [true, true, true, true, true, true, true])
    #expect(speeds[1] == [true, true, true, false, false, false, true])
    #expect(speeds[2] == Array(repeating: false, count: 7))
    // A cell with a comma is quoted, and was cut in two.
    #expect(lines[4].dropLast(8).suffix(2) == ["\"'ram_mt_s' is given", " but no 'cpu'\""])
    let prompts = try #require(lines[0].firstIndex(of: "prefill_basis"))
    #expect(lines[0][prompts - 1] == "error" && lines[1][prompts] == "estimated")
    #expect(lines[2][prompts] == "" && lines[2][prompts - 2] == "estimated")
    let gap = try #require(lines[0].firstIndex(of: "decode_gap"))
    #expect(lines[1...3].map { $0[gap] } == ["", "", "processor"])
    #expect(lines[1...3].map { $0[gap + 1] } == ["", "host_prefill", "host_prefill"])
  }

  /// Runs of an A100 in 16 bits vouch for decode, and not for prompts.
  @Test func saysWhatEachEstimateOfABatchRestsOn() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "bases-\(UUID()).csv")
    try Data("model_id,quantization,gpu\nllama-3.1-8b,F16,nvidia-a100-80gb-sxm\n".utf8)
      .write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = try size(["--batch", file.path]).output.split(whereSeparator: \.isNewline)
    #expect(lines.first?.hasSuffix(",basis,error,prefill_basis,decode_gap,prefill_gap") == true)
    #expect(lines.last?.hasSuffix(",derived from a measurement,,estimated,,") == true, "\(lines)")
  }

  @Test func fillsTheColumnsOfLoading() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "loading-\(UUID()).csv")
    try Data(
      """
      case_id,model_id,quantization,gpu,experts_on_cpu,cpu,ram_gib,disk
      rated,llama-3.1-8b,,nvidia-rtx-3090,,,,samsung-990-pro-2tb
      given,llama-3.1-8b,,nvidia-rtx-3090,,,,7
      short,gpt-oss-120b,MXFP4_MOE,nvidia-rtx-4090,all,amd-ryzen-9-9950x,48,7
      unknown,gpt-oss-120b,MXFP4_MOE,nvidia-rtx-4090,all,amd-ryzen-9-9950x,48,
      wrong,llama-3.1-8b,,nvidia-rtx-3090,,,none,

      """.utf8
    ).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let lines = try size(["--batch", file.path]).output.split(whereSeparator: \.isNewline).map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let first = try #require(lines[0].firstIndex(of: "load_s_low"))
    let seconds = lines[1...3].map { Double($0[first]) ?? 0 }
    #expect(seconds == [0.66, 0.7, 9.05])
    #expect(lines[1...3].allSatisfy { $0[first + 4] == "estimated" })
    #expect(lines[4][first..<first + 5] == ["", "", "", "", ""])
    #expect(lines[4][first - 2..<first] == ["disk", "host_prefill"])
    #expect(lines[5].contains { $0.contains("'ram_gib' is 'none'") })
  }
}
