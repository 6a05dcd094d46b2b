import Catalog
import Sizing
import Testing

@Suite struct ProcessorRecordTests {
  private func engine() throws -> SizingEngine { try RealCatalog.database.get().engine }

  @Test func readsChannelsAndCores() throws {
    let engine = try engine()
    let found = try engine.processor("amd-ryzen-9-9950x", megatransfers: 6000)
    #expect(found.processor?.bandwidthGBPerSecond == 96)
    #expect(found.processor?.fastCores == 16)
    #expect(!found.assumesFastestMemory)
    let assumed = try engine.processor("amd-ryzen-9-9950x")
    #expect(assumed.megatransfers == 5600 && assumed.assumesFastestMemory)
  }

  @Test func refusesWhatIsNotThere() throws {
    let engine = try engine()
    #expect(throws: SizingFault.self) { try engine.processor("amd-ryzen-9-9951x") }
    #expect(throws: SizingFault.self) { try engine.processor("amd-ryzen-9-9950x", sockets: 2) }
    #expect(throws: SizingFault.self) { try engine.disk("samsung-990-pro-1tb") }
  }

  @Test func readsTheRateOfDrives() throws {
    let rated = try engine().disk("samsung-990-pro-4tb")
    #expect(rated.name == "Samsung 990 PRO 4 TB" && rated.gigabytesPerSecond == 7.45)
    let unknown = try engine().disk("builtin-4tb-nvme")
    #expect(unknown.gigabytesPerSecond == nil && unknown.isRated)
  }
}
