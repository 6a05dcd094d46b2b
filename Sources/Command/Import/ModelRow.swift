import Catalog
import ModelFiles
import Pages
import Sizing

/// A line of the table of language models, as far as a `config.json` tells it.
struct ModelRow: Sendable {
  /// The values by their columns; what is not stated is left out.
  private(set) var cells: [String: Cell]

  /// What an editor has to fill in: required columns without a value, and those that a total needs.
  var missing: [ColumnSchema] {
    TableSchema.model.fileColumns.filter { column in
      let isWanted =
        column.isRequired || Self.wanted.contains(column.name)
        || (column.name == "moe_shared_experts" && cells["moe_shared_intermediate_size"] != nil)
      return isWanted && cells[column.name] == nil
    }
  }

  private static let wanted: Set<String> = ["license", "source", "source_detail"]

  /// Makes the line of a model that the file describes.
  ///
  /// Towers are parts for pictures or sound, whose parameters the shape of the language model does
  /// not hold.
  init(_ configured: ConfiguredModel, hasTowers: Bool, id: String?, name: String?) {
    let model = configured.model
    cells = ModelColumns.cells(of: model)
    if let id { cells["id"] = .text(id) }
    if let name { cells["name"] = .text(name) }
    if let type = Self.dataType(of: configured) { cells["native_dtype"] = .text(type) }
    guard !hasTowers else { return }
    cells["params_total"] = .integer(model.parameters)
    cells["params_total_basis"] = .text("computed from the shape in config.json")
    cells["params_vision"] = .integer(0)
    // What a token of a mixture uses is for its vendor to say; a dense model uses all.
    if model.experts == nil { cells["params_active"] = .integer(model.parameters) }
  }

  /// The line with its columns in the order of a file.
  func line(_ columns: [String], ending: String) -> String {
    var csv = CSVWriter(ending: ending)
    csv.record(columns.map { Self.text(cells[$0] ?? .notStated) })
    return csv.text
  }

  /// The columns with a value that a file lacks.
  func lost(in columns: [String]) -> [String] {
    let known = Set(columns)
    return cells.keys.filter { !known.contains($0) }.sorted()
  }

  /// The precision by the words of the catalog, or `nil` where it has none for the file's.
  private static func dataType(of configured: ConfiguredModel) -> String? {
    guard configured.quantization != nil || configured.dataType == "bfloat16",
      let layout = configured.layout?.layout
    else { return nil }
    return PublishedPrecision(layout, of: configured.model)?.rawValue
  }

  private static func text(_ cell: Cell) -> String {
    if case .flag(let flag) = cell { return flag ? "yes" : "no" }
    if case .notApplicable = cell { return "–" }
    return ValueFormat.plain(cell)
  }
}
