import Foundation
import Testing

/// `rigbook query` and `rigbook why` on the fixture site.
@Suite struct QueryTests {
  static let site = Golden.fixtures + "/small"

  func query(_ arguments: [String], input: String = "") throws -> BuiltCommand.Result {
    try BuiltCommand.run(["query"] + arguments + ["--site", Self.site], input: input)
  }

  @Test func printsTableWithUnits() throws {
    let sql =
      "select name, bandwidth_gb_s, verdict('llama-3.3-70b', 'Q4_K_M', 8192, 1, id, 2) as verdict "
      + "from gpu order by name"
    #expect(
      try query([sql])
        == .init(
          output: """
            Name                     Memory bandwidth, GB/s  Verdict
            ─────────────────────────────────────────────────────────────
            GeForce RTX 3090                            936  fits
            GeForce RTX 4090                          1,008  fits
            Radeon RX 7900 XT 20 GB                     800  does not fit

            """,
          report: "", status: 0))
  }

  @Test func readsQueryFromStandardInput() throws {
    let result = try query(
      ["-", "--format", "csv"], input: "select id, nvlink_gb_s\nfrom gpu order by id\n")
    #expect(
      result.output == "id,nvlink_gb_s\r\namd-rx-7900-xt,–\r\nnvidia-rtx-3090,112.5\r\n"
        + "nvidia-rtx-4090,0\r\n")
  }

  @Test func saysThatStandardInputIsClosed() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", #""$0" query - --format csv --site "$1" <&- 2>&1"#,
      try BuiltCommand.executable().path, Self.site,
    ]
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(
      String(decoding: text, as: UTF8.self).hasPrefix(
        "error[unreadable-input]: standard input cannot be read\n"))
  }

  @Test func refusesJSONWithTwoValuesOfAName() throws {
    let sql = "select id, name as id from model order by id"
    let result = try query([sql, "--format", "json"])
    #expect(
      result
        == .init(
          output: "",
          report: """
            error[invalid-query]: the query gives two columns called 'id'
              = help: name one of them with 'as'

            """, status: 1))
    #expect(try query([sql, "--format", "csv"]).status == 0)
  }

  @Test func printsJSON() throws {
    let result = try query(["select id from model order by id limit 1", "--format", "json"])
    #expect(result.output == "[\n  {\n    \"id\": \"llama-3.1-8b\"\n  }\n]\n")
  }

  @Test func listsTablesColumnsAndFunctions() throws {
    let result = try query(["--schema"])
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("gpu: one row for each graphics card\n  id "))
    #expect(result.output.contains("\n  bandwidth_gb_s "), "\(result.output)")
    #expect(result.output.contains("\n  need_gib(model, quantization, context"))
  }

  @Test func pointsAtFaultInQuery() throws {
    #expect(
      try query(["select nme from gpu"])
        == .init(
          output: "",
          report: """
            error[invalid-query]: unknown column 'nme'
             --> query:1:8
              |
            1 | select nme from gpu
              |        ^^^
              = help: did you mean 'name'?

            """,
          status: 1))
  }

  @Test(arguments: [
    "", ";", "delete from gpu", "select", "select 1; select 2", "attach 'x' as y", "select 'a",
    "with recursive r(n) as (select 1 union all select n + 1 from r) select sum(n) from r",
  ])
  func refusesWhatIsNoQuery(_ sql: String) throws {
    let result = try query([sql])
    #expect(result.status == 1)
    #expect(result.output == "")
    #expect(result.report.hasPrefix("error[invalid-query]: "), "\(result.report)")
  }

  @Test func printsWhatAPageRead() throws {
    let text = try BuiltCommand.run(["why", "/gpus/nvidia-rtx-4090/", "--site", Self.site])
    #expect(text.status == 0)
    #expect(text.report == "")
    #expect(text.output.hasPrefix("/gpus/nvidia-rtx-4090/  GeForce RTX 4090\n"), "\(text.output)")
    #expect(text.output.contains("\n  gpu.nvidia-rtx-4090: "))
    let json = try BuiltCommand.run(["why", "/", "--json", "--site", Self.site])
    #expect(json.status == 0)
    #expect(json.output.contains("\"kind\": \"query\""))
  }

  @Test func suggestsPage() throws {
    let result = try BuiltCommand.run(["why", "gpus/nvidia-rtx-4900/", "--site", Self.site])
    #expect(
      result
        == .init(
          output: "",
          report: """
            error[unknown-page]: the site has no page 'gpus/nvidia-rtx-4900/'
              = help: did you mean '/gpus/nvidia-rtx-4090/'?

            """,
          status: 1))
  }
}
