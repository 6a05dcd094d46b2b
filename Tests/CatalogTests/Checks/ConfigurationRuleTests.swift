import Catalog
import Diagnostics
import Testing

/// Changes one right configuration of the repository's catalog and looks at what is reported.
@Suite("Fit of parts")
struct ConfigurationRuleTests {
  /// A configuration of parts of the repository's catalog.
  private func report(_ parts: [String: String], fields: String = "") -> String {
    var all = [
      ("platform", "asus-proart-x870e-creator-wifi"), ("cpu", "amd-ryzen-9-9950x"),
      ("memory", "crucial-cp2k64g56c46u5"), ("gpu", "nvidia-rtx-5090"),
      ("power_supply", "bequiet-straight-power-12-1200"), ("chassis", "fractal-torrent"),
      ("storage", "samsung-990-pro-4tb"),
    ]
    for index in all.indices { all[index].1 = parts[all[index].0] ?? all[index].1 }
    let lines = all.map { "    \($0.0): \($0.1)\n" }.joined()
    let text = """
      - id: cfg-test
        name: Test
        segment: single-GPU tower
        parts:
      \(lines)\(fields)  psu_redundancy: none
        cooling: air
        rationale: test
        modelled_on: test
        confidence: high

      """
    let path = "Content/Catalog/configurations.yaml"
    let files = RepositoryCatalog.files.filter { $0.path != path }
    let diagnostics = Catalog.load(files + [SourceFile(path: path, text: text)]).diagnostics
    return DiagnosticRenderer(format: .concise).render(diagnostics)
      .replacing("Content/Catalog/configurations.yaml:", with: "")
  }

  @Test func acceptsPartsThatFit() {
    #expect(report([:]) == "")
    #expect(report([:], fields: "  gpu_slots: \"1\"\n  gpu_link: Gen5 x16\n") == "")
  }

  @Test(arguments: [
    (
      ["power_supply": "bequiet-straight-power-12-750"], "",
      "9:19: error: the parts draw up to 885 W, the supplies give 750 W [supply-load]\n"
    ),
    (
      ["gpu": "nvidia-rtx-5060-ti-16gb"], "  gpu_link: Gen5 x16\n",
      "12:13: error: found 16 lanes to a card, expected at most 8 [link-lanes]\n"
    ),
    (
      ["gpu": "nvidia-rtx-4090"], "  gpu_link: Gen5 x16\n",
      "12:13: error: the PCIe generation of 'nvidia-rtx-4090' is 4, expected 5 [link-generation]\n"
    ),
    (
      ["gpu": "2 x nvidia-rtx-pro-4000-blackwell"], "  gpu_link: Gen5 x16 each\n",
      "12:13: error: found 32 lanes to the cards, expected at most 24 [processor-lanes]\n"
    ),
    (
      [:], "  gpu_slots: 1, 2\n",
      "12:14: error: found 2 slots for 1 graphics cards [slot-count]\n"
    ),
    ([:], "  gpu_slots: \"4\"\n", "12:15: error: '4' cannot stand in this list [slot-number]\n"),
    (
      ["gpu": "2 x nvidia-rtx-pro-4000-blackwell"], "  gpu_slots: 2, 2\n",
      "12:14: error: '2' is listed twice [slot-number]\n"
    ),
  ])
  func reportsPowerLinksAndRoomThatDoNotSuffice(
    parts: [String: String], fields: String, expected: String
  ) {
    #expect(report(parts, fields: fields) == expected)
  }

  @Test(arguments: [
    (
      ["cpu": "intel-core-ultra-9-285k"],
      """
      6:10: error: the family of 'intel-core-ultra-9-285k' is Core Ultra 200S, expected Ryzen 7000; \
      Ryzen 9000 [processor-family]
      6:10: error: the socket of 'intel-core-ultra-9-285k' is LGA1851, expected AM5 \
      [processor-socket]

      """
    ),
    (
      ["cpu": "2 x amd-ryzen-9-9950x"],
      "6:10: error: found 2 processors, expected at most 1 [processor-count]\n"
    ),
    (
      ["memory": "2 x ddr5-rdimm-64-6400"],
      "7:17: error: the type of 'ddr5-rdimm-64-6400' is DDR5 RDIMM, expected DDR5 UDIMM "
        + "[memory-type]\n"
    ),
    (
      ["memory": "3 x crucial-cp2k64g56c46u5"],
      """
      7:13: error: found 384 GiB of memory, expected at most 256 [memory-size]
      7:13: error: found 6 memory modules, expected at most 4 [memory-slots]

      """
    ),
    (
      ["gpu": "4 x nvidia-rtx-5060-ti-16gb"],
      """
      8:10: error: found 4 graphics cards, expected at most 2 [card-count]
      8:14: error: found 8 brackets, expected at most 7 [card-brackets]

      """
    ),
    (
      ["power_supply": "corsair-sf1000-2024"],
      "9:19: error: the form of 'corsair-sf1000-2024' is SFX, expected ATX [supply-form]\n"
    ),
    (
      ["power_supply": "2 x bequiet-straight-power-12-1200"],
      "9:19: error: found 2 power supplies, expected at most 1 [supply-count]\n"
    ),
    (
      ["chassis": "fractal-node-804"],
      "5:15: error: the form of 'asus-proart-x870e-creator-wifi' is ATX, expected Micro ATX; "
        + "Mini-ITX [board-form]\n"
    ),
    (
      ["chassis": "2 x fractal-torrent"],
      "10:14: error: a configuration has one chassis, found a number of them [wrong-part]\n"
    ),
    (
      ["storage": "two drives"],
      "11:14: error: expected a part such as 'some-id' or '2 x some-id', found 'two drives' "
        + "[wrong-part]\n"
    ),
    (
      ["gpu": "nvidia-rtx-5900"],
      "8:10: error: no graphics card has the id 'nvidia-rtx-5900' [unknown-record]\n"
    ),
  ])
  func reportsPartsThatDoNotFit(parts: [String: String], expected: String) {
    #expect(report(parts) == expected)
  }
}
