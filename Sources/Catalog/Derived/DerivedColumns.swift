import Diagnostics
internal import Sizing

/// Adds to the tables the columns that are computed from others, once, when the catalog is loaded.
package enum DerivedColumns {
  /// Returns the tables with their computed columns behind those of the file.
  ///
  /// Tables that have them already, and tables without any, are returned as they are.
  package static func added(to tables: [Table], _ freshness: Freshness = Freshness()) -> [Table] {
    TableDerivation.all(of: tables, freshness, known: []).map(\.derived)
  }

  /// Returns one table with its computed columns; `index` holds all tables as they were read.
  static func added(to table: Table, _ index: TableIndex) -> Table {
    let records = index.records(of: table.schema.name)
    switch table.schema.name {
    case "gpu":
      let memory = AddressableMemory(tables: index)
      return table.adding(AddressableMemory.columns, records.map(memory.cells))
    case "cpu":
      return table.adding(
        [cpuBandwidth] + CardLanes.processorColumns,
        records.map { [bandwidth(of: $0)] + CardLanes.cells(ofProcessor: $0) })
    case "platform":
      return table.adding(
        CardLanes.platformColumns, records.map(CardLanes.cells(ofPlatform:)))
    case "memory":
      return table.adding([totalMemory], records.map { [total(of: $0)] })
    case "model":
      return table.adding(ModelFigures.columns, records.map { ModelFigures($0).cells })
    case "image_model":
      let components = Dictionary(
        grouping: index.records(of: "model_component"), by: { $0["model_id"].text ?? "" })
      return table.adding(
        MediaModelFigures.imageColumns,
        records.map {
          MediaModelFigures.imageCells($0, components: components[$0.row.id] ?? [])
        })
    case "audio_model":
      return table.adding(
        MediaModelFigures.audioColumns, records.map(MediaModelFigures.audioCells))
    case "model_component":
      return table.adding(
        MediaModelFigures.componentColumns, records.map(MediaModelFigures.componentCells))
    case "price":
      return table.adding(PriceValidity.columns(index.freshness), records.map(PriceValidity.cells))
    case "software":
      return table.adding(SupportFigures.columns, records.map(SupportFigures.cells))
    case "conflict":
      return table.adding(ConflictFigures.columns, records.map(ConflictFigures.cells))
    case "quantization":
      return table.adding(
        [isSized], records.map { [.flag(QuantizationMix(id: $0.row.id) != nil)] })
    case "configuration":
      return table.adding(
        ConfigurationFigures.columns, records.map { ConfigurationFigures(of: $0).cells })
    default: return table
    }
  }

  /// Whether a column of a table is computed, and so cannot stand in its file.
  static func isComputed(_ column: String, of schema: TableSchema) -> Bool {
    let empty = Table(
      schema: schema, rows: [], source: SourceFile(path: schema.file, bytes: []))
    return added(to: [empty]).contains { table in
      table.schema.columnIndex(column).map { table.schema.columns[$0].origin == .computed } ?? false
    }
  }

  private static let cpuBandwidth = ColumnSchema.computed(
    "memory_bandwidth_gb_s", .decimal, "Memory bandwidth",
    "Peak of one processor: channels × 8 bytes × MT/s ÷ 1000, at the fastest standard "
      + "memory with one module per channel.",
    formula: "Memory channels × 8 bytes × memory speed ÷ 1,000",
    from: ["memory_channels", "max_memory_speed_mt_s"])

  private static func bandwidth(of cpu: RecordReader) -> Cell {
    guard let channels = cpu["memory_channels"].number,
      let speed = cpu["max_memory_speed_mt_s"].number
    else { return .notStated }
    return .decimal(channels * 8 * speed / 1000)
  }

  private static let isSized = ColumnSchema.computed(
    "is_sized", .flag, "Covered by the engine",
    "Whether the sizing engine covers it: GGUF files only.", from: ["id"])

  private static let totalMemory = ColumnSchema.computed(
    "total_gib", .integer, "Total", "Memory of one kit: modules × size of a module.",
    formula: "Modules × module size", from: ["modules", "module_gib"])

  private static func total(of memory: RecordReader) -> Cell {
    guard let modules = memory["modules"].number, let size = memory["module_gib"].number else {
      return .notStated
    }
    return .integer(Int64(modules * size))
  }
}

extension Table {
  /// Returns the table with columns added; `cells` holds the added cells of each row.
  fileprivate func adding(_ columns: [ColumnSchema], _ cells: [[Cell]]) -> Table {
    guard let first = columns.first, schema.columnIndex(first.name) == nil else { return self }
    var schema = schema
    schema.columns += columns
    let rows = zip(rows, cells).map { row, added in
      // An array that grows may take twice the room that it needs.
      var cells: [Cell] = []
      cells.reserveCapacity(row.cells.count + added.count)
      cells += row.cells
      cells += added
      var row = row
      row.cells = cells
      return row
    }
    return Table(schema: schema, rows: rows, source: source, isComplete: isComplete)
  }
}
