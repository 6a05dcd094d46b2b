import Testing

@testable import Diagnostics

@Suite("Nearest names")
struct NearestNameTests {
  @Test(arguments: [
    ("wieght", "weight"), ("titel", "title"), ("DESCRIPTION", "description"),
    ("nvidia-rtx-509", "nvidia-rtx-5090"),
  ])
  func findsTheNameThatWasMeant(typed: String, meant: String) {
    let names = ["title", "weight", "description", "nvidia-rtx-5090", "nvidia-rtx-4090"]
    #expect(NearestName.of(typed, among: names) == meant)
  }

  @Test(arguments: ["", "zzzzzz", "completely-different"])
  func suggestsNothingFarAway(typed: String) {
    #expect(NearestName.of(typed, among: ["title", "weight"]) == nil)
  }

  @Test(arguments: ["Q4_K", "q4_k"]) func prefersNamesThatGoOn(typed: String) {
    #expect(
      NearestName.of(typed, among: ["Q2_K", "Q3_K_M", "Q4_0", "Q4_K_S", "Q4_K_M"]) == "Q4_K_M")
  }

  @Test func breaksTiesByTheAlphabet() {
    #expect(NearestName.of("bat", among: ["cat", "bar"]) == "bar")
    #expect(NearestName.of("bat", among: ["bar", "cat"]) == "bar")
  }
}
