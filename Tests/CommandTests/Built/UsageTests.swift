import Testing

/// Help and wrong usage of the built command.
@Suite struct UsageTests {
  static let commands = [
    "build", "check", "size", "query", "why", "diff", "serve", "new", "import",
  ]

  @Test(arguments: [[]] + commands.map { [$0] })
  func printsHelpThatFitsTheTerminal(_ command: [String]) throws {
    let result = try BuiltCommand.run(command + ["--help"])
    #expect(result.status == 0)
    #expect(result.report == "")
    #expect(result.output.hasPrefix("OVERVIEW: "))
    #expect(result.output.contains("\nEXAMPLES\n"))
    let examples = result.output.split(separator: "\n").filter { $0.hasPrefix("  rigbook ") }
    #expect(!examples.isEmpty, "an example was wrapped or is missing: \(result.output)")
    for line in result.output.split(separator: "\n") where !line.hasPrefix("USAGE") {
      #expect(line.count <= 80)
    }
  }

  @Test func namesEveryCommandInItsHelp() throws {
    let output = try BuiltCommand.run(["help"]).output
    for command in Self.commands { #expect(output.contains("\n  \(command)  "), "\(command)") }
  }

  @Test func printsVersion() throws {
    let result = try BuiltCommand.run(["--version"])
    #expect(result == .init(output: "0.1.0\n", report: "", status: 0))
  }

  @Test(arguments: [
    ["nosuch"], ["build", "--nosuch"], ["build", "extra"], ["build", "--jobs", "0"],
    ["build", "--jobs", "two"], ["build", "--as-of", "2025-02-30"], ["build", "--as-of", "2025"],
    ["check", "--format", "xml"], ["check", "--output", "x"], ["size"],
    ["size", "a", "--context", "0"], ["size", "a", "--context", "-1"],
    ["size", "a", "--context", "99999999999999999999"], ["size", "a", "--context", "8k"],
    ["size", "a", "--parallel", "0"], ["size", "a", "--parallel", "257"],
    ["size", "a", "--context", "3", "--parallel", "4"], ["size", "a", "--kv-cache", "q9_0"],
    ["size", "a", "--gpu", "b:0"], ["size", "a", "--gpu", ""],
    ["size", "a", "--batch", "b"], ["size", "a", "--model-config", "b"],
    ["size", "--batch", "b", "--gpu", "c"], ["size", "--batch", "b", "--json"],
    ["size", "a", "--split", "1,2"], ["size", "a", "--gpu", "b:2", "--split", "1,x"],
    ["size", "a", "--gpu", "b:40", "--gpu", "c:40"], ["size", "a", "--micro-batch", "0"],
    ["size", "a", "--flash-attention", "maybe"], ["size", "a", "--logits", "none"],
    ["size", "a", "--flash-attention", "off", "--kv-cache", "q8_0"],
    ["size", "--gguf", "a", "--quantization", "Q8_0"], ["size", "--gguf", "a", "--imatrix"],
    ["size", "a", "--gpu-layers", "-1"],
    ["size", "a", "--experts-on-cpu", "most"], ["query"],
    ["query", "select 1", "--format", "xml"], ["query", "select 1", "--schema"], ["why"],
    ["diff"], ["diff", "--against", "x", "--record"],
    ["diff", "--against", "x", "--format", "xml"],
    ["diff", "--against", "x", "--as-of", "2026-12-01"],
    ["serve", "--port", "65536"], ["new"], ["new", ""], ["new", "a", "b"], ["import", "wordpress"],
    ["import", "model"], ["import", "model", "a", "--write"],
    ["import", "model", "a", "--id", "b c"],
    ["serve", "--address", "localhost"],
  ])
  func refusesWrongUsage(_ arguments: [String]) throws {
    let result = try BuiltCommand.run(arguments)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.report.hasPrefix("Error: "), "\(result.report)")
    #expect(result.report.contains("Usage: rigbook"))
  }
}
