import Sizing
import Testing

@testable import Catalog

/// Every model that the engine sizes, against its own record.
@Suite("Sized models")
struct SizedModelTests {
  /// A record of the table `model`, with the names of its columns.
  struct ModelRecord: Sendable, CustomTestStringConvertible {
    let id: String
    let cells: [String: Cell]
    var testDescription: String { id }

    subscript(column: String) -> Cell { cells[column] ?? .notStated }
    func count(_ column: String) -> Int64 { self[column].integer ?? 0 }
  }

  private static func records(where condition: String) -> [ModelRecord] {
    do {
      let result = try RealCatalog.query("select * from model where \(condition)")
      return try result.rows.map { row in
        let cells = Dictionary(uniqueKeysWithValues: zip(result.columns.map(\.name), row))
        return ModelRecord(id: try #require(cells["id"]?.text), cells: cells)
      }
    } catch {
      Issue.record(error)
      return []
    }
  }

  static let sized = records(where: "is_sized")
  static let unsized = records(where: "not is_sized")

  /// The published total holds towers for pictures and sound and draft modules, which GGUF files of
  /// the language model leave out; parameters that nothing uses are in both. Counts in checkpoints
  /// hold scales and tables of some models, at most 0.0061 %; Gemma 3n's embedding for each layer has 256 rows more in GGUF files; totals
  /// that only a vendor's rounded words give miss by up to 1.3 %.
  @Test(arguments: sized) func countsThePublishedParameters(_ record: ModelRecord) throws {
    let engine = try RealCatalog.database.get().engine
    let counted = try engine.model(record.id, quantization: "F16").prepared.parameters
    let published =
      record.count("params_total") - record.count("params_vision") - record.count("params_mtp")
    let basis = try #require(record["params_total_basis"].text)
    let isPadded = record["gguf_architecture"].text == "gemma3n"
    let tolerance = basis.hasPrefix("vendor, rounded") ? 0.015 : isPadded ? 0.000_4 : 0.000_1
    let difference = Double(counted - published) / Double(record.count("params_total"))
    #expect(abs(difference) <= tolerance, "\(counted) counted, \(published) published")
  }

  /// The columns of cache and state give what the engine plans, at two contexts.
  @Test(arguments: sized) func derivesTheCacheThatTheEnginePlans(_ record: ModelRecord) throws {
    let engine = try RealCatalog.database.get().engine
    let limit = min(record.count("max_context_tokens"), 131_072) / 512 * 512
    let window = record.count("sliding_window_tokens")
    for context in [limit, limit / 2] {
      let question = SizingQuestion(
        model: record.id, quantization: "Q4_K_M", contextTokens: context)
      let windowCells = min(context, (window + 512 + 255) / 256 * 256)
      let derived =
        record.count("kv_per_token_bytes") * context
        + record.count("kv_window_per_token_bytes") * windowCells
        + record.count("linear_state_bytes")
      #expect(try engine.need(question).cache == derived, "\(context) tokens")
    }
  }

  /// What is not covered is refused, each with its reason.
  @Test func refusesWhatIsNotCovered() {
    let reasons = Dictionary(
      grouping: Self.unsized, by: { $0["unsized_reason"].text ?? "" }
    ).mapValues { $0.map(\.id).sorted() }
    #expect(
      reasons == [
        "it has no GGUF architecture": ["mimo-7b"]
      ])
    #expect(Self.sized.count == 154)
  }
}
