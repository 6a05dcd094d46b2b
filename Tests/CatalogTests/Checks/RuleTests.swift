import Testing

@Suite("Rules")
struct RuleTests {
  private func report(_ changes: [String: String?]) -> String {
    Report.concise(["gpus.yaml": Sample.card(changes), "sources.yaml": Sample.sources])
  }

  @Test func comparesBandwidthWithBusAndDataRate() {
    let card = Sample.card(["bandwidth_gb_s": "960"])
    #expect(
      Report.full(["gpus.yaml": card, "sources.yaml": Sample.sources]) == """
        error[bandwidth]: bandwidth is 960 GB/s, but bus width and data rate give 936 GB/s
          --> gpus.yaml:12:19
           |
        12 |   bandwidth_gb_s: 960
           |                   ^^^
           = help: correct bus width, data rate or bandwidth
           = help: or state in 'waiver' why the record may differ: 'bandwidth: …'

        """)
  }

  @Test(arguments: ["936", "927", "945"])
  func allowsOnePercentOfRounding(bandwidth: String) {
    #expect(report(["bandwidth_gb_s": bandwidth]) == "")
  }

  @Test func acceptsAWaiverWithAReason() {
    #expect(report(["bandwidth_gb_s": "960", "waiver": "\"bandwidth: the vendor rounds\""]) == "")
  }

  @Test(arguments: [
    (
      "\"bandwidth: the vendor rounds\"",
      "gpus.yaml:27:12: error: the record keeps the rule 'bandwidth' [unused-waiver]\n"
    ),
    (
      "\"bandwith: why\"", "gpus.yaml:27:12: error: no rule is called 'bandwith' [unknown-rule]\n"
    ),
    (
      "bandwidth",
      "gpus.yaml:27:11: error: the waiver of 'bandwidth' has no reason [missing-reason]\n"
    ),
  ])
  func reportsWaiverThatDoesNothing(waiver: String, expected: String) {
    #expect(report(["waiver": waiver]) == expected)
  }

  @Test(arguments: [
    (
      ["fp16_tensor_fp32acc_dense_tflops": "200"],
      "16:37: error: 'fp16_tensor_fp32acc_dense_tflops' is 200, more than "
        + "'fp16_tensor_dense_tflops' of 142 [accumulate-rate]"
    ),
    (
      ["fp16_tensor_dense_tflops": "284"],
      "14:29: error: the FP16 tensor rate is 284 TFLOP/s, but units and clock give "
        + "142 TFLOP/s dense [sparse-rate]"
    ),
    (
      ["bf16_tensor_dense_tflops": "150"],
      "27:29: error: 'bf16_tensor_dense_tflops' is 150, more than 'fp16_tensor_dense_tflops' of "
        + "142 [bf16-rate]"
    ),
    (
      ["fp8_dense_tflops": "568"],
      "27:21: error: 'fp8_dense_tflops' is 568, more than 2 times 'fp16_tensor_dense_tflops' of "
        + "142 [fp8-rate]"
    ),
    (
      ["int8_dense_tops": "568"],
      "27:20: error: 'int8_dense_tops' is 568, more than 2 times 'fp16_tensor_dense_tflops' of "
        + "142 [int8-rate]"
    ),
  ])
  func refusesRatesThatCountSparsity(changes: [String: String], expected: String) {
    let all = changes.merging(["fp16_tensor_fp32acc_dense_tflops": "71"]) { first, _ in first }
    let column = expected.replacing("16:37", with: "15:37")
    #expect(report(all) == "gpus.yaml:\(column)\n")
  }

  @Test func refusesAReadingLargerThanTheCard() {
    let reading = """
      - id: r
        gpu_id: card-a
        reported_total_mib: 49140
        reported_by: nvidia-smi
        source: maker

      """
    let files = [
      "gpus.yaml": Sample.card(), "gpu-memory-readings.yaml": reading,
      "sources.yaml": Sample.sources,
    ]
    #expect(
      Report.concise(files) == """
        gpu-memory-readings.yaml:3:23: error: 49140 MiB is more than the card’s 24 GB \
        [reported-total]

        """)
  }

  @Test func refusesAPriceWithoutItsDay() {
    let price = """
      - id: p
        part_id: card-a
        price_usd: 1499
        price_kind: launch
        as_of: 2020-09
        verified: yes
        confidence: high
        source: maker

      """
    let files = [
      "gpus.yaml": Sample.card(), "prices.yaml": price, "sources.yaml": Sample.sources,
    ]
    #expect(
      Report.concise(files)
        == "prices.yaml:5:10: error: a price needs its day, found '2020-09' [price-date]\n")
  }

  @Test func holdsDisagreementsAgainstTheRecord() {
    let conflicts = """
      - id: c1
        record_id: card-a
        column_name: tdp_w
        sources_say: "a 300; b 350"
        chosen: 350
        reason: the maker knows
      - id: c2
        record_id: card-a
        column_name: tpd_w
        sources_say: "a 300; b 350"
        chosen: 350
        reason: the maker knows

      """
    let files = [
      "gpus.yaml": Sample.card(["tdp_w": "300"]), "conflicts.yaml": conflicts,
      "sources.yaml": Sample.sources,
    ]
    #expect(
      Report.concise(files) == """
        conflicts.yaml:5:11: error: '350' was chosen, but the record holds '300' [conflict-value]
        conflicts.yaml:9:16: error: a graphics card has no column 'tpd_w' [conflict-column]

        """)
  }
}
