import Testing

/// What `rigbook size` says of values that an option does not take: what was found, and what it takes.
@Suite struct SizeValueTests {
  private static let huge = "99999999999999999999"

  @Test(arguments: [
    (["--split", "-1,1"], "default, best, or a share for each card"),
    (["--disk", "-1"], "a drive's id, or a rate from 0.01 to 1000 GB/s"),
    (["--disk", "0"], "a drive's id, or a rate from 0.01 to 1000 GB/s"),
    (["--draft-cards", "-1"], "numbers of cards from 1 to 64, each at most once"),
    (["--draft-tokens", huge], "a whole number from 0 to 1024"),
    (["-c", huge], "a whole number from 1 to 134217728"),
    (["-c", "8k"], "a whole number from 1 to 134217728"),
    (["-p", "257"], "a whole number from 1 to 256"),
    (["--micro-batch", huge], "a whole number from 1 to 1048576"),
    (["--micro-batch", "16385"], "a whole number from 1 to 16384"),
    (["-p", "4097"], "a whole number from 1 to 4096"),
    (["--gpu-layers", huge], "all or a whole number from 0 to 65536"),
    (["--gpu-layers", "-1"], "all or a whole number from 0 to 65536"),
    (["--experts-on-cpu", "most"], "all or a whole number from 0 to 65536"),
    (["-g", "nvidia-rtx-4090:65"], "a card's id, with ':COUNT' for several, up to 64"),
    (["--cpu", "a:9"], "a processor's id, with ':COUNT' for several sockets, up to 8"),
    (["--ram-mt-s", huge], "a whole number from 200 to 20000"),
    (["--ram", "-1"], "a number from 1 to 65536"),
    (["--users-at", "0"], "a number above 0 and up to 100000"),
    (["--kv-cache", "q9_0"], "one type for keys and values or KEYS,VALUES"),
  ])
  func saysWhatAnOptionTakes(_ arguments: [String], _ expected: String) throws {
    let result = try BuiltCommand.run(["size", "llama-3.1-8b"] + arguments)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.report.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(result.report)")
    let line = try #require(result.message.split(separator: "\n").first)
    #expect(line.hasPrefix("Error: The value '\(arguments[1])' is invalid for '"), "\(line)")
    #expect(line.contains(": expected \(expected)"), "\(line)")
  }

  /// Other programs compute more at once, and serve more.
  @Test func takesMoreUnderOtherPrograms() throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "--runtime", "vllm", "-p", "257", "-c", "263168", "--micro-batch",
      "32768", "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == 0, "\(result.report)")
  }

  @Test(arguments: [
    (["--split", "best"], "--split deals layers out to cards; name them with --gpu."),
    (["-g", "a:40", "-g", "b:40"], "--gpu takes at most 64 cards; found 80 of them."),
    (["-c", "3", "-p", "4"], "--context 3 leaves no token for some of the 4 slots"),
  ])
  func refusesValuesThatContradict(_ arguments: [String], _ words: String) throws {
    let result = try BuiltCommand.run(["size", "llama-3.1-8b"] + arguments)
    #expect(result.status == 64)
    #expect(result.message.contains(words), "\(result.report)")
  }

  @Test(arguments: [
    ("Q4", "did you mean 'Q4_0', 'Q4_1', 'Q4_K_M' or 'Q4_K_S'?"),
    ("Q4_K", "did you mean 'Q4_K_M' or 'Q4_K_S'?"), ("Q4_K_XL", "did you mean 'Q4_K_M'?"),
    ("q4km", "did you mean 'Q4_K_M'?"), ("AWQ", "AWQ is a format of checkpoints"),
  ])
  func namesTheMixThatWasMeant(_ typed: String, _ help: String) throws {
    let result = try BuiltCommand.run([
      "size", "llama-3.1-8b", "-q", typed, "--site", SizeSpeedTests.site,
    ])
    #expect(result.status == 1)
    #expect(result.message.contains("= help: \(help)"), "\(result.report)")
  }
}
