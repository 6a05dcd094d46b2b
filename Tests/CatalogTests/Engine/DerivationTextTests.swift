import Sizing
import Testing

@testable import Catalog

struct DerivationTextTests {
  @Test func wordsEveryCaseOnce() {
    expectDistinct(Quantity.allCases.map(DerivationText.title))
    expectDistinct(Formula.allCases.map(DerivationText.text))
    expectDistinct(TermSource.allCases.map(DerivationText.title))
    expectDistinct(ModelSize.allCases.map(DerivationText.words))
  }

  private func expectDistinct(_ words: [String]) {
    #expect(!words.contains(""))
    #expect(Set(words).count == words.count, "\(words)")
  }

  @Test func writesTheStepsOfAnAnswer() throws {
    let engine = try RealCatalog.database.get().engine
    let question = SizingQuestion(
      model: "llama-3.1-8b", quantization: "Q4_K_M", contextTokens: 8192)
    let answer = try engine.answer(question, on: "nvidia-rtx-4090")
    let steps = DerivationText.steps(answer.plan.derivation)
    let need = try #require(steps.last { $0.symbol == "need" })
    #expect(need.title == "Memory needed")
    #expect(need.formula == "W + KV + C + R")
    #expect(need.operands == ["W", "KV", "C", "R"])
    #expect(need.text == "5,902\u{00A0}MiB")
    let cache = try #require(steps.last { $0.symbol == "KV" })
    #expect(cache.text == "1,024\u{00A0}MiB")
    #expect(cache.source == "llama.cpp's KV cache")
    #expect(cache.card == 1)
  }

  @Test(arguments: [
    (0.0, TermUnit.bytes, "0 B"), (4096, .bytes, "4,096 B"), (65_536, .bytes, "64 KiB"),
    (4_718_592, .bytes, "4.5 MiB"), (1_073_741_824, .bytes, "1,024 MiB"), (0.88, .fraction, "0.88"),
    (8192, .tokens, "8,192 tokens"), (40, .microseconds, "40 µs"), (6.44, .milliseconds, "6.44 ms"),
    (8_030_261_248, .count, "8,030,261,248"),
  ])
  func writesValuesWithTheirUnits(value: Double, unit: TermUnit, text: String) {
    let written = DerivationText.text(of: value, in: unit)
    #expect(written.split(separator: ValueFormat.noBreakSpace).joined(separator: " ") == text)
  }
}
