import Diagnostics
import Testing

@testable import Catalog

/// A catalog with one record of every table, made from the schema: all that a record must state, and
/// what the rules ask of it. A test changes one cell and looks at what is reported.
///
/// A new table is in it at once. Where its rules ask for more than the kinds of its columns say,
/// `SoundCatalogTests` fails and `needs` takes the values.
struct SoundCatalog {
  /// The form in which the files are written.
  enum Form: String, CaseIterable, CustomTestStringConvertible, Sendable {
    case csv
    case yaml

    var testDescription: String { rawValue }
  }

  /// One record: its cells as they are written, in the order of the file.
  struct Record {
    let schema: TableSchema
    var cells: [String: String]

    func written(_ column: String) -> String { cells[column] ?? "" }
  }

  /// The records by table, one or more each.
  private(set) var records: [String: [Record]]
  /// The tables that differ from those of `sound`.
  private var changed: Set<String> = []

  static let schemas = CatalogSchema.tables

  /// The catalog without any fault.
  static let sound = SoundCatalog()
  private static let soundFiles = Dictionary(
    uniqueKeysWithValues: Form.allCases.map { form in
      (form, Dictionary(uniqueKeysWithValues: schemas.map { ($0.name, sound.file($0, form)) }))
    })

  private init() {
    records = Dictionary(
      uniqueKeysWithValues: Self.schemas.map { ($0.name, [Self.record(of: $0)]) })
  }

  /// The first record of a table.
  func record(of table: String) throws -> Record { try #require(records[table]?.first) }

  /// Adds a record to a table.
  mutating func append(_ record: Record) {
    records[record.schema.name]?.append(record)
    changed.insert(record.schema.name)
  }

  /// The catalog with one cell of a record written otherwise or, with `nil`, left out.
  func changing(_ column: String, of table: String, to text: String?) -> SoundCatalog {
    var catalog = self
    catalog.records[table]?[0].cells[column] = text
    catalog.changed.insert(table)
    return catalog
  }

  // MARK: Values

  private static func record(of schema: TableSchema) -> Record {
    var cells: [String: String] = [:]
    for column in schema.fileColumns {
      if let needed = needs[schema.name]?[column.name] {
        cells[column.name] = needed
      } else if column.isRequired {
        cells[column.name] = value(of: column, in: schema.name)
      }
    }
    return Record(schema: schema, cells: cells)
  }

  /// A value that a column may hold.
  static func value(of column: ColumnSchema, in table: String) -> String {
    if let target = column.listsIDsOf { return id(of: target) }
    switch column.kind {
    case .identifier: return id(of: table)
    case .reference(let target): return id(of: target)
    case .text: return "words"
    case .integer, .decimal: return number(column.range?.lowerBound.rounded(.up) ?? 1)
    case .flag: return "no"
    case .date: return "2025-01-30"
    case .choice(let words): return words[0]
    }
  }

  /// The id of the record that a reference to a table, or to one of several, names.
  static func id(of target: String) -> String {
    let table = CatalogSchema.targets(ofReference: target)[0]
    return table.replacing("_", with: "-") + "-a"
  }

  static func number(_ value: Double) -> String {
    value == value.rounded() ? String(Int64(value)) : String(value)
  }

  /// What the rules ask of records beyond the kinds of their columns.
  private static let needs: [String: [String: String]] = [
    "gpu": [
      "memory_marketed_gb": "24", "bus_width_bits": "384", "data_rate_gbit_s": "19.5",
      "bandwidth_gb_s": "936",
    ],
    "platform": ["dimm_slots": "4", "max_memory_gib": "1024"],
    "memory": ["type": "words"],
    "power_supply": ["rated_w": "1000"],
    "cpu": ["tdp_w": "65"],
    "configuration": [
      "cpu_id": "cpu-a", "memory_id": "memory-a", "gpu_id": "gpu-a", "cpu_count": "1",
      "memory_kits": "1", "gpu_count": "1", "power_supply_count": "1",
      "storage_count": "1",
    ],
    "model": [
      "gguf_architecture": "llama", "intermediate_size": "4096", "layers": "8",
      "params_total": "6321728",
    ],
    "image_model": ["denoiser_params": "1000000000", "default_frames": "1"],
    "model_component": ["params": "1000000000"],
    "workload": ["context_tokens": "8192", "concurrent_users": "1"],
    "software": ["os": "linux", "multi_gpu": "none"],
    "measurement": ["time_s": "1", "gpu_count": "1"],
    "conflict": ["column_name": "name", "chosen": "words"],
  ]
}

// MARK: Files

extension SoundCatalog {
  /// The files, by table.
  func files(_ form: Form) -> [String: SourceFile] {
    var files = Self.soundFiles[form] ?? [:]
    for schema in Self.schemas where changed.contains(schema.name) {
      files[schema.name] = file(schema, form)
    }
    return files
  }

  func file(_ schema: TableSchema, _ form: Form) -> SourceFile {
    SourceFile(
      path: Self.path(schema, form), text: form == .csv ? csv(schema) : yaml(schema))
  }

  static func path(_ schema: TableSchema, _ form: Form) -> String {
    let stem = schema.file.prefix { $0 != "." }
    return "\(stem).\(form.rawValue)"
  }

  private func csv(_ schema: TableSchema) -> String {
    let names = schema.fileColumns.map(\.name)
    let rows = (records[schema.name] ?? []).map { record in names.map(record.written) }
    return ([names] + rows).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  private func yaml(_ schema: TableSchema) -> String {
    (records[schema.name] ?? []).map { record in
      let stated = schema.fileColumns.filter { record.cells[$0.name] != nil }
      let lines = stated.map { "  \($0.name): \(record.written($0.name))\n" }
      return "-" + lines.joined().dropFirst()
    }.joined()
  }

  /// The form in which `diagnostics` writes a table: the changed ones in `form`, all others as CSV,
  /// which is read sooner.
  func form(_ form: Form, of table: String) -> Form { changed.contains(table) ? form : .csv }

  /// Returns what is wrong with the catalog, some of its files replaced.
  func diagnostics(_ form: Form, replacing replaced: [String: SourceFile] = [:]) -> [Diagnostic] {
    var files = Self.soundFiles[.csv] ?? [:]
    for schema in Self.schemas where changed.contains(schema.name) {
      files[schema.name] = file(schema, form)
    }
    files.merge(replaced) { $1 }
    return Catalog.load(Array(files.values)).diagnostics
  }

  /// The place of a cell in the file, from how the file is written.
  func span(
    _ column: String, of table: String, _ form: Form, record index: Int = 0, offset: Int = 0,
    length: Int
  ) -> SourceSpan {
    guard let schema = CatalogSchema.table(table), let records = records[table] else {
      preconditionFailure("no table \(table)")
    }
    let record = records[index]
    var line = 1
    var start = 1
    switch form {
    case .csv:
      line += index + 1
      let before = schema.fileColumns.map(\.name).prefix { $0 != column }
      start += before.reduce(0) { $0 + record.written($1).utf8.count + 1 }
    case .yaml:
      line += records[..<index].reduce(0) { $0 + $1.cells.count }
      let stated = schema.fileColumns.map(\.name).filter { record.cells[$0] != nil }
      line += stated.prefix { $0 != column }.count
      // The place of nothing is behind the colon.
      start += 2 + column.utf8.count + (record.written(column).isEmpty ? 1 : 2)
    }
    return SourceSpan(
      file: Self.path(schema, form),
      start: SourcePosition(line: line, column: start + offset),
      end: SourcePosition(line: line, column: start + offset + length))
  }
}
