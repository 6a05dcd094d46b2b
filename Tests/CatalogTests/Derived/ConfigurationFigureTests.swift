import Testing

@testable import Catalog

/// The figures that the builds were chosen by, worked out before by hand from the same rules.
struct ConfigurationFigureTests {
  @Test(
    arguments: [
      ("cfg-entry-5060ti-16gb", 348, 750, 116, 378), ("cfg-single-5090-tower", 885, 1200, 36, 962),
      ("cfg-single-4090-intel", 783, 1200, 53, 851),
      ("cfg-single-pro6000-tower", 1056, 1500, 42, 1148),
      ("cfg-quiet-pro4500", 530, 1000, 89, 576), ("cfg-mini-5080-itx", 599, 1000, 67, 651),
      ("cfg-lowpower-pro4000sff", 238, 750, 215, 259), ("cfg-amd-r9700", 542, 750, 38, 589),
      ("cfg-amd-quad-r9700", 1692, 2200, 30, 1800),
      ("cfg-dual-pro5000-desktop", 930, 1500, 61, 1011),
      ("cfg-intel-dual-b60", 730, 1000, 37, 793), ("cfg-dual-pro6000-ws", 1702, 2200, 29, 1811),
      ("cfg-dual-pro6000-maxq", 1056, 1500, 42, 1148),
      ("cfg-quad-pro6000-maxq", 1702, 2200, 29, 1811),
      ("cfg-quad-6000ada-xeon", 1712, 2200, 29, 1821),
      ("cfg-5u-quad-pro5000-72", 1702, 2200, 29, 1811),
      ("cfg-4u-quad-l40s", 2376, 6000, 153, 2528),
      ("cfg-4u-8x-pro6000-server", 6156, 9600, 56, 6549),
      ("cfg-3u-8x-h200nvl", 5776, 7200, 25, 6145), ("cfg-5u-8x-5090", 5448, 8000, 47, 5796),
      ("cfg-cpu-epyc-ram", 588, 1000, 70, 639), ("cfg-cpu-trpro-ram", 492, 1000, 103, 535),
      ("cfg-mini-dgx-spark", 200, 240, 20, 222), ("cfg-mini-ryzen-ai-max", 180, 400, 122, 200),
    ] as [(String, Int64, Int64, Int64, Int64)])
  func addsUpPower(id: String, peak: Int64, usable: Int64, headroom: Int64, wall: Int64) throws {
    let result = try RealCatalog.query(
      """
      select peak_dc_w, psu_usable_w, psu_headroom_pct, wall_w from configuration
      where id = '\(id)'
      """)
    #expect(
      result.rows == [[.integer(peak), .integer(usable), .integer(headroom), .integer(wall)]])
  }

  @Test(arguments: [
    (
      "cfg-single-5090-tower", Cell.integer(128), Cell.integer(2), Cell.integer(32), Cell.decimal(4)
    ),
    ("cfg-3u-8x-h200nvl", .integer(2304), .integer(24), .integer(1128), .decimal(2.04)),
    ("cfg-cpu-epyc-ram", .integer(1152), .integer(12), .integer(0), .notApplicable),
    ("cfg-mini-mac-studio", .integer(512), .notApplicable, .notApplicable, .notApplicable),
  ])
  func addsUpMemory(
    id: String, memory: Cell, modules: Cell, graphics: Cell, ratio: Cell
  ) throws {
    let database = try RealCatalog.database.get()
    for (column, expected) in [
      ("memory_total_gib", memory), ("memory_modules", modules), ("vram_total_gb", graphics),
      ("memory_to_vram", ratio),
    ] {
      #expect(database.catalog.cell(column, of: id, in: "configuration") == expected, "\(column)")
    }
  }

  @Test(arguments: [
    ("cfg-single-5090-tower", "120 V / 15 A, or any 230 V outlet"),
    ("cfg-amd-quad-r9700", "one 200–240 V / 15 A or 16 A circuit"),
    ("cfg-4u-8x-pro6000-server", "two 200–240 V / 20 A circuits"),
    ("cfg-mini-mac-studio", "any outlet"),
  ])
  func namesTheCircuit(id: String, circuit: String) throws {
    #expect(
      try RealCatalog.query("select circuit from configuration where id = '\(id)'").rows
        == [[.text(circuit)]])
  }

  @Test(arguments: [
    (1500.0, false, "120 V / 20 A, or any 230 V outlet"),
    (1500, true, "one 200–240 V / 15 A or 16 A circuit"),
    (3000, false, "one 200–240 V / 20 A circuit"), (5000, false, "one 200–240 V / 30 A circuit"),
    (9000, false, "three 200–240 V / 20 A circuits"),
  ])
  func choosesTheSmallestCircuit(watts: Double, needsHighVoltage: Bool, words: String) {
    #expect(
      Circuit.words(forWatts: watts, isMini: false, needsHighVoltage: needsHighVoltage) == words)
  }

  @Test func listsThePartsOfAMachine() throws {
    let result = try RealCatalog.query(
      """
      select kind, part_id, quantity from configuration_part
      where configuration_id = 'cfg-4u-quad-l40s' order by place
      """)
    #expect(result.rows.count == 7)
    #expect(result.rows[3] == [.text("gpu"), .text("nvidia-l40s"), .integer(4)])
  }
}
