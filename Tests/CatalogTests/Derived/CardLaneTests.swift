import Testing

@testable import Catalog

@Suite("Lanes for cards")
struct CardLaneTests {
  @Test(arguments: [
    // 24 lanes: one card and a drive, or two cards at half width.
    ("cpu", "amd-ryzen-9-9950x", Cell.integer(1), Cell.integer(2)),
    ("cpu", "amd-threadripper-pro-9975wx", .integer(7), .integer(15)),
    ("platform", "asus-proart-x870e-creator-wifi", .integer(1), .integer(2)),
    ("platform", "asus-pro-ws-wrx90e-sage-se", .integer(4), .integer(4)),
  ])
  func countsCardsByWidth(table: String, id: String, full: Cell, half: Cell) throws {
    #expect(
      try RealCatalog.query(
        "select cards_at_x16, cards_at_x8 from \(table) where id = '\(id)'"
      ).rows == [[full, half]])
  }

  @Test func neverExceedsSlotsOrSpacing() throws {
    let odd = try RealCatalog.query(
      """
      select id from platform
      where cards_at_x16 > cards_at_x8 or cards_at_x8 > max_dual_slot_gpus
        or cards_at_x8 > max(x16_slots_physical, x16_slots_electrical_x16) or cards_at_x16 > x16_slots_electrical_x16
      """)
    #expect(odd.rows == [])
  }
}
