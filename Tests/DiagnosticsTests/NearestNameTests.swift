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

  private static let mixes = ["Q2_K", "Q3_K_L", "Q4_0", "Q4_K_S", "Q4_K_M", "Q5_K_M", "Q6_K"]

  @Test(arguments: [("q4km", "Q4_K_M"), ("Q4-K-M", "Q4_K_M"), ("Q4_K_XL", "Q4_K_M")])
  func prefersTheSameLettersThenTheSameBeginning(typed: String, meant: String) {
    #expect(NearestName.of(typed, among: Self.mixes) == meant)
  }

  @Test(arguments: [
    ("Q4", ["did you mean 'Q4_0', 'Q4_K_M' or 'Q4_K_S'?"]),
    ("Q4_K", ["did you mean 'Q4_K_M' or 'Q4_K_S'?"]), ("Q6", ["did you mean 'Q6_K'?"]),
    ("q4km", ["did you mean 'Q4_K_M'?"]), ("zzzzzz", []),
  ])
  func offersTheFewThatGoOn(typed: String, help: [String]) {
    #expect(NearestName.help(for: typed, among: Self.mixes) == help)
  }

  @Test func breaksTiesByTheAlphabet() {
    #expect(NearestName.of("bat", among: ["cat", "bar"]) == "bar")
    #expect(NearestName.of("bat", among: ["bar", "cat"]) == "bar")
  }
}
