import Diagnostics
import Foundation
import Sizing
import Testing

@testable import Catalog

/// The engine against sizes of published GGUF files, as programs printed them.
///
/// `Fixtures/README.md` says where the rows come from and why some are left out.
@Suite("Sizes of published files") struct PublishedSizeTests {
  /// One file of which a size was printed.
  struct Row: Sendable {
    let cells: [String: String]

    subscript(column: String) -> String { cells[column] ?? "" }
  }

  static func rows(_ name: String = "gguf-sizes") throws -> [Row] {
    let path = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/\(name).csv").standardizedFileURL
    let source = SourceFile(path: path.lastPathComponent, bytes: Array(try Data(contentsOf: path)))
    let (csv, faults) = CSVText.read(source)
    #expect(faults.isEmpty)
    let names = csv.header.map(\.text)
    return csv.rows.map { row in
      Row(cells: Dictionary(uniqueKeysWithValues: zip(names, row.map(\.text))))
    }
  }

  /// How far the engine's file is from a row's, or `nil` for a row that is left out.
  private static func error(_ row: Row) throws -> Double? {
    guard row["left_out"].isEmpty else { return nil }
    let engine = try RealCatalog.database.get().engine
    let model = try engine.model(
      row["model_id"], quantization: row["quantization"],
      hasImportanceMatrix: row["importance_matrix"] == "on")
    let printed = try #require(Double(row["size_gib"])) * 1_073_741_824
    return Double(model.prepared.fileBytes) / printed - 1
  }

  /// Prints the worst rows and why rows are left out, and holds the bar: 95 % within 0.5 %.
  @Test func meetsTheBar() throws {
    let rows = try Self.rows()
    var errors: [(row: Row, error: Double)] = []
    var reasons: [String: Int] = [:]
    for row in rows {
      if let error = try Self.error(row) {
        errors.append((row, error))
      } else {
        reasons[row["left_out"], default: 0] += 1
      }
    }
    errors.sort { abs($0.error) > abs($1.error) }
    let near = errors.count { abs($0.error) <= 0.005 }
    for (row, error) in errors.prefix(errors.count - near) {
      print("\(row["model"]), \(row["quant"]): \(Self.percent(error))")
    }
    for (reason, count) in reasons.sorted(by: { $0.key < $1.key }) {
      print("left out, \(count) rows: \(reason)")
    }
    print("\(near) of \(errors.count) sizes within 0.5 %, \(rows.count) rows")
    #expect(rows.count == 381)
    #expect(errors.count == 295)
    #expect(near * 100 >= errors.count * 95)
  }

  /// Models made from another one are scored on its shape where the table of them says so, and not
  /// by their names.
  @Test func scoresFineTunedModelsOnTheirBase() throws {
    let rows = try Self.rows()
    for tuned in try Self.rows("fine-tunes") {
      let files = rows.filter { $0["model"] == tuned["model"] }
      #expect(!files.isEmpty, "\(tuned["model"])")
      #expect(files.allSatisfy { $0["model_id"] == tuned["model_id"] }, "\(tuned["model"])")
      #expect(!tuned["base"].isEmpty && tuned["source"].hasPrefix("huggingface:"))
    }
  }

  /// A mix is smaller with an importance matrix where llama.cpp then does with fewer bits.
  @Test(arguments: [
    ("IQ3_XXS", -0.05, -0.03), ("IQ4_XS", -0.012, -0.005), ("Q4_0", 0.002, 0.006),
    ("Q4_K_M", 0.0, 0.0),
  ])
  func knowsWhatAnImportanceMatrixChanges(_ mix: String, _ low: Double, _ high: Double) throws {
    let engine = try RealCatalog.database.get().engine
    let plain = try engine.model("llama-3.1-8b", quantization: mix).prepared
    let weighed = try engine.model("llama-3.1-8b", quantization: mix, hasImportanceMatrix: true)
      .prepared
    let change = Double(weighed.fileBytes) / Double(plain.fileBytes) - 1
    #expect((low...high).contains(change), "\(change)")
  }

  private static func percent(_ share: Double) -> String {
    "\((share * 10_000).rounded() / 100) %"
  }
}
