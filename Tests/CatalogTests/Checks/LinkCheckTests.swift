import Testing

@Suite("Links between records")
struct LinkCheckTests {
  private let secondKit = "kit-b,Kit B,DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n"

  @Test func reportsIdTakenInAnotherTable() {
    let storage = """
      id,name,capacity_tb,form,interface,read_mb_s,write_mb_s,endurance_tbw,endurance_dwpd,use,\
      confidence,notes,source,source_detail
      kit-a,Drive,2,M.2 2280,NVMe,,,,,,high,,maker,

      """
    var files = Sample.memory(Sample.kit)
    files["storage.csv"] = storage
    #expect(
      Report.full(files) == """
        error[duplicate-id]: the id 'kit-a' is taken by another record
         --> storage.csv:2:1
          |
        2 | kit-a,Drive,2,M.2 2280,NVMe,,,,,,high,,maker,
          | ^^^^^
          = note: the memory kit with this id
         --> memory.csv:2:1
          |
        2 | kit-a,Kit A,DDR5 UDIMM,2,32,6000,30,no,high,,maker,
          | ^^^^^
          = help: ids are unique over the whole catalog; choose another

        """)
  }

  @Test func suggestsTheNearestRecord() {
    let row = Sample.kit.replacing("maker", with: "makr")
    #expect(
      Report.full(Sample.memory(row)) == """
        error[unknown-record]: no source has the id 'makr'
         --> memory.csv:2:46
          |
        2 | kit-a,Kit A,DDR5 UDIMM,2,32,6000,30,no,high,,makr,
          |                                              ^^^^
          = help: did you mean 'maker'?

        """)
  }

  @Test func tellsThatTheIdBelongsToAnotherTable() {
    let reading = "- id: r\n  gpu_id: kit-a\n  reported_total_mib: 24000\n  reported_by: x\n"
    var files = Sample.memory(Sample.kit)
    files["gpu-memory-readings.yaml"] = reading + "  source: maker\n"
    #expect(
      Report.full(files) == """
        error[unknown-record]: no graphics card has the id 'kit-a'
         --> gpu-memory-readings.yaml:2:11
          |
        2 |   gpu_id: kit-a
          |           ^^^^^
          = note: a memory kit has this id

        """)
  }

  @Test func checksEverySourceOfAList() {
    let row = Sample.kit.replacing("maker,", with: "maker; maker; other,page 1; page 2")
    #expect(
      Report.concise(Sample.memory(row)) == """
        memory.csv:2:53: error: 'maker' is listed twice [repeated-id]
        memory.csv:2:60: error: no source has the id 'other' [unknown-record]
        memory.csv:2:66: error: found 2 places for 3 sources [wrong-source-detail]

        """)
  }

  @Test func requiresASource() {
    let row = Sample.kit.replacing("maker", with: "")
    #expect(
      Report.full(Sample.memory(row)) == """
        error[missing-value]: 'source' is required and has no value
         --> memory.csv:2:46
          |
        2 | kit-a,Kit A,DDR5 UDIMM,2,32,6000,30,no,high,,,
          |                                              ^
          = help: Ids of the register of sources, separated by semicolons.

        """)
  }

  @Test func reportsRecordThatSaysTheSame() {
    let twin = secondKit.replacing("Kit B", with: "Kit A")
    #expect(
      Report.concise(Sample.memory(Sample.kit + twin))
        == "memory.csv:3:1: error: this memory kit says the same as 'kit-a' [duplicate-record]\n")
  }

  @Test func doesNotBlameReferencesToABrokenRow() {
    let rows = "kit-a,Kit A\n"
    let price = "- id: p\n  part_id: kit-a\n  price_usd: 10\n  price_kind: list\n"
    var files = Sample.memory(rows)
    files["prices.yaml"] =
      price + "  as_of: 2025-01-01\n  verified: yes\n  confidence: low\n  source: maker\n"
    #expect(
      Report.concise(files)
        == "memory.csv:2:1: error: found 2 cells, expected 12 as in the header [wrong-cell-count]\n"
    )
  }
}
