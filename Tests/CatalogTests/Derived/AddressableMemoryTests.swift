import Testing

@testable import Catalog

struct AddressableMemoryTests {
  @Test(
    arguments: [
      // CUDA total on Linux, the lowest of several.
      ("nvidia-rtx-4090", 24_080), ("nvidia-rtx-5090", 32_106), ("nvidia-rtx-3090", 24_125),
      // Programs before the driver's tools.
      ("amd-ai-pro-r9700", 32_624), ("amd-rx-7900-xtx", 24_560),
      // What the driver offers, not the physical size.
      ("intel-arc-b580", 11_604), ("intel-arc-a770-16gb", 15_473),
      // The default limit, not a raised one.
      ("apple-m2-ultra-76c", 147_456), ("nvidia-gb10-dgx-spark", 122_572),
    ] as [(String, Int64)])
  func takesTheTotalThatProgramsSee(id: String, mebibytes: Int64) throws {
    let result = try RealCatalog.query(
      """
      select memory_addressable_mib, memory_addressable_basis, memory_usable_gib from gpu
      where id = '\(id)'
      """)
    #expect(
      result.rows
        == [[.integer(mebibytes), .text("measured"), .decimal(Double(mebibytes) / 1024)]])
  }

  @Test(arguments: [
    // Read by nvidia-smi or on Windows only: the marketed size less 2.5 %.
    ("nvidia-rtx-4080", 15.6), ("nvidia-rtx-4070", 11.7),
    // Only readings whose repository is not recorded.
    ("nvidia-rtx-3090-ti", 23.4), ("amd-mi325x", 249.6),
    // Error correction is on by default and takes a sixteenth first.
    ("nvidia-l40s", 43.863), ("nvidia-l4", 21.931),
    ("intel-arc-pro-b60", 22.8), ("apple-m4-max-32c", 24), ("apple-m3-ultra-80c", 384),
  ])
  func assumesWhereNoReadingCounts(id: String, gib: Double) throws {
    let result = try RealCatalog.query(
      """
      select memory_addressable_mib, memory_addressable_basis, memory_addressable_source,
        memory_usable_gib from gpu where id = '\(id)'
      """)
    let cells = try #require(result.rows.first)
    #expect(cells[0] == .notStated)
    #expect(cells[1] == .text("assumed"))
    #expect(cells[2] == .notApplicable)
    let usable = try #require(cells[3].number)
    #expect(abs(usable - gib) < 0.0011, "\(usable)")
  }

  @Test func citesOnlySourcesThatMayBePublished() throws {
    let result = try RealCatalog.query(
      """
      select g.id as id, memory_addressable_source from gpu g
      where memory_addressable_basis = 'measured' and not exists (
        select 1 from source s where s.publishable = 1
          and instr('; ' || g.memory_addressable_source || ';', '; ' || s.id || ';') > 0)
      """)
    #expect(result.rows == [])
  }

  @Test func knowsTheUsableMemoryOfEveryDevice() throws {
    #expect(
      try RealCatalog.query("select id from gpu where memory_usable_gib is null").rows == [])
  }

  @Test func neverExceedsTheBuiltInMemory() throws {
    #expect(
      try RealCatalog.query("select id from gpu where memory_usable_gib > memory_marketed_gb").rows
        == [])
  }
}
