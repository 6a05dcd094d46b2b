import Sizing
import Testing

@Suite struct WeightTests {
  /// Bits per weight of whole files from dry runs of llama.cpp's quantiser.
  struct Claim: Sendable, CustomTestStringConvertible {
    let model: TestModel
    let mix: QuantizationMix
    let bitsPerWeight: Double
    var testDescription: String { "\(model.rawValue) \(mix.name)" }

    static let all: [Claim] = {
      do {
        return try Fixture.rows("bits_per_weight").flatMap { row in
          let name = try #require(row["quantization"])
          let mix = try #require(QuantizationMix(named: name))
          return try TestModel.allCases.map { model in
            let cell = try #require(row[model.rawValue])
            return Claim(model: model, mix: mix, bitsPerWeight: try #require(Double(cell)))
          }
        }
      } catch {
        Issue.record(error)
        return []
      }
    }()
  }

  @Test(arguments: Claim.all) func reproducesBitsPerWeight(_ claim: Claim) throws {
    let prepared = try PreparedModel(claim.model.shape(), claim.mix)
    #expect(abs(prepared.bitsPerWeight - claim.bitsPerWeight) <= 0.0101)
  }

  /// GB that are read for one token, worked out from the same dry runs.
  @Test(arguments: [
    (TestModel.llama31x8b, QuantizationMix.q4KM, 4.617),
    (.llama31x8b, .q4v0, 4.358),
    (.phi4x14b, .q4KM, 8.767),
    (.llama33x70b, .q4KM, 41.921),
    (.mixtral8x7b, .q4KM, 7.895),
    (.qwen3x30bA3b, .q4KM, 1.919),
    (.qwen3x8b, .q4KM, 4.67),
  ]) func countsBytesReadForAToken(
    _ model: TestModel, _ mix: QuantizationMix, _ gigabytes: Double
  ) throws {
    let read = try PreparedModel(model.shape(), mix).bytesReadPerToken / 1e9
    #expect(abs(read - gigabytes) < 0.0051)
  }

  /// Parameters in checkpoint metadata.
  @Test(arguments: [
    (TestModel.llama31x8b, Int64(8_030_261_248)),
    (.llama33x70b, 70_553_706_496),
    (.llama2x7b, 6_738_415_616),
    (.mixtral8x7b, 46_702_792_704),
    (.qwen3x8b, 8_190_735_360),
    (.qwen25x7b, 7_615_616_512),
    (.qwen3x30bA3b, 30_532_122_624),
    (.phi4x14b, 14_659_507_200),
  ]) func countsParameters(_ model: TestModel, _ parameters: Int64) throws {
    #expect(try model.shape().parameters == parameters)
  }

  @Test func keepsTheWorkedSumOfLlama8B() throws {
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
    #expect(prepared.fileBytes == 4_912_898_048)
  }

  @Test(arguments: QuantizationMix.allCases) func fallsBackWhereRowsDoNotDivide(
    _ mix: QuantizationMix
  ) throws {
    // 2880 is a multiple of 32 but not of 256; 2900 of neither.
    for hidden in [Int64(2880), 2900] {
      let model = try LanguageModel(
        architecture: .llama, layers: 16, hiddenSize: hidden, feedForwardSize: hidden,
        queryHeads: 4, kvHeads: 2, keyHeadSize: 32, valueHeadSize: 32, vocabularySize: 1000,
        tiesEmbeddings: false)
      let prepared = PreparedModel(model, mix)
      let least = hidden == 2900 && mix.baseType.isQuantized ? 15.0 : 1.5
      #expect(prepared.bitsPerWeight > least)
      #expect(prepared.bitsPerWeight < 33)
    }
  }
}
