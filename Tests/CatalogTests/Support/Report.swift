import Catalog
import Diagnostics

/// Loads small catalogs made in memory and renders what is wrong with them.
enum Report {
  /// Returns the one-line reports of a catalog of the given files, by name below the folder.
  static func concise(_ files: [String: String]) -> String {
    render(files, format: .concise)
  }

  /// Returns the reports with excerpts, notes and help.
  static func full(_ files: [String: String]) -> String { render(files, format: .full) }

  private static func render(
    _ files: [String: String], format: DiagnosticRenderer.Format
  ) -> String {
    let sources = files.map { SourceFile(path: $0.key, text: $0.value) }
    let renderer = DiagnosticRenderer(format: format) { path in
      sources.first { $0.path == path }
    }
    return renderer.render(Catalog.load(sources).diagnostics)
  }
}

/// Small files that are right, to be changed by tests.
enum Sample {
  /// A register with one source.
  static let sources = """
    - id: maker
      title: Data sheets
      publisher: The maker
      licence: not stated
      kind: vendor

    """

  static let memoryHeader =
    "id,name,type,modules,module_gib,speed_mt_s,cas_latency,ecc,confidence,notes,source,"
    + "source_detail\n"

  /// A row of `memory.csv`.
  static let kit = "kit-a,Kit A,DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n"

  static func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }

  /// A catalog of memory kits with the given rows.
  static func memory(_ rows: String) -> [String: String] {
    ["memory.csv": memoryHeader + rows, "sources.yaml": sources]
  }

  /// A graphics card as YAML, with some fields changed or left out.
  static func card(_ changes: [String: String?] = [:]) -> String {
    YAMLRecord(fields: cardFields).changed(changes.map { ($0, $1) }).text
  }

  private static let cardFields: [(name: String, value: String?)] = [
    ("id", "card-a"), ("name", "Card A"), ("vendor", "NVIDIA"), ("class", "consumer"),
    ("chip", "GA102"), ("architecture", "Ampere"), ("launch_date", "2020-09-24"),
    ("memory_marketed_gb", "24"), ("memory_type", "GDDR6X"), ("bus_width_bits", "384"),
    ("data_rate_gbit_s", "19.5"), ("bandwidth_gb_s", "936"), ("boost_clock_mhz", "1695"),
    ("fp16_tensor_dense_tflops", "142"), ("fp16_tensor_fp32acc_dense_tflops", "71"),
    ("tensor_basis", "vendor"), ("compute_units", "82"), ("compute_unit_kind", "SM"),
    ("power_connector", "1x 12-pin"), ("slots", "3"), ("length_mm", "313"),
    ("form", "open_air"), ("cooling", "open_air"), ("display_outputs", "none"),
    ("confidence", "high"), ("source", "maker"),
  ]
}
