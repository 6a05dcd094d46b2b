import Sizing
import Testing

@testable import Command

@Suite struct SizeOptionTests {
  @Test(arguments: [
    ("nvidia-rtx-4090", "nvidia-rtx-4090", 1), ("a:1", "a", 1), ("a:64", "a", 64),
  ])
  func readsCardsAndCount(_ argument: String, _ id: String, _ count: Int) throws {
    let selection = try #require(GPUSelection(argument: argument))
    #expect(selection.id == id)
    #expect(selection.count == count)
  }

  @Test(arguments: [
    "", ":", ":2", "a:", "a:2:3", "a:two", "a:2.0", "a:0", "a:-1", "a:65",
    "a:99999999999999999999",
  ])
  func refusesCards(_ argument: String) {
    #expect(GPUSelection(argument: argument) == nil)
  }

  @Test(arguments: [("all", nil), ("ALL", nil), ("0", 0), ("65536", 65_536)] as [(String, Int?)])
  func readsLayers(_ argument: String, _ number: Int?) throws {
    #expect(try #require(LayerCount(argument: argument)).number == number)
  }

  @Test(arguments: ["", "-1", "65537", "half", "1.5", "99999999999999999999"])
  func refusesLayers(_ argument: String) {
    #expect(LayerCount(argument: argument) == nil)
  }

  @Test(arguments: [("a", "a", 1), ("a:2", "a", 2)])
  func readsProcessorsAndSockets(_ argument: String, _ id: String, _ sockets: Int) throws {
    let selection = try #require(CPUSelection(argument: argument))
    #expect(selection.id == id && selection.sockets == sockets)
  }

  @Test(arguments: ["", ":2", "a:", "a:0", "a:9", "a:1:1", "a:x"])
  func refusesProcessors(_ argument: String) {
    #expect(CPUSelection(argument: argument) == nil)
  }

  @Test(arguments: [
    ("f16", CacheType.f16, CacheType.f16), ("Q8_0", .q8v0, .q8v0), ("q8_0,q4_0", .q8v0, .q4v0),
  ])
  func readsCacheTypes(_ argument: String, _ keys: CacheType, _ values: CacheType) throws {
    let types = try #require(CacheTypes(argument: argument))
    #expect(types.keys == keys)
    #expect(types.values == values)
  }

  @Test(arguments: [("a", "a", nil), ("a:FP8", "a", "FP8"), ("a:b:c", "a", "b:c")])
  func readsDrafts(_ argument: String, _ id: String, _ format: String?) throws {
    let draft = try #require(DraftSelection(argument: argument))
    #expect(draft.id == id)
    #expect(draft.format == format)
  }

  @Test(arguments: ["", ":", "a:", ":FP8"]) func refusesDrafts(_ argument: String) {
    #expect(DraftSelection(argument: argument) == nil)
  }

  @Test(arguments: ["", ",", "f16,", "q9_0", "f16,f16,f16"])
  func refusesCacheTypes(_ argument: String) {
    #expect(CacheTypes(argument: argument) == nil)
  }

  @Test(arguments: [
    (0, "0.00"), (1_048_576, "1.00"), (4_617_392_128, "4403.49"), (5243, "0.01"), (5242, "0.00"),
    (-1_572_864, "\u{2212}1.50"), (-1, "0.00"), (Int64.max, "8796093022208.00"),
  ])
  func writesMebibytesAsLlamaCppLogsThem(_ bytes: Int64, _ text: String) {
    #expect(MemoryText.mebibytes(bytes) == text)
  }
}
