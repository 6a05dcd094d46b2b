import Testing

@testable import Catalog

/// How computed figures of real records come about.
struct RecordDerivationTests {
  private func derivation(
    _ table: String, _ id: String, log: ReadLog? = nil
  ) throws
    -> RecordDerivation
  {
    let database = try RealCatalog.database.get()
    let schema = try #require(database.catalog.table(table)?.schema)
    return try #require(
      database.derivation(
        of: RecordName(table: table, id: id), figures: CatalogDatabase.figures(of: schema),
        log: log))
  }

  private func figure(_ name: String, in derivation: RecordDerivation) throws -> FigureDerivation {
    try #require(derivation.figures.first { $0.figure == name })
  }

  @Test func namesTheInputsOfAMachineWithTheirRecords() throws {
    let machine = try derivation("configuration", "cfg-3u-8x-h200nvl")
    let power = try figure("peak_dc_w", in: machine)
    #expect(power.text == "5,776\u{A0}W")
    #expect(power.formula?.contains("board power") == true)
    let card = try #require(power.inputs.first { $0.label == "Board power" })
    #expect(card.record == RecordName(table: "gpu", id: "nvidia-h200-141gb-nvl"))
    #expect(card.text == "600\u{A0}W")
    #expect(card.unit == "W")
    #expect(
      power.command
        == "rigbook query \"select peak_dc_w from configuration where id = 'cfg-3u-8x-h200nvl'\"")
    #expect(
      machine.origins.contains { $0.record.id == "nvidia-h200-141gb-nvl" && !$0.sources.isEmpty })
  }

  @Test func leadsFromOneFigureToAnother() throws {
    let heat = try figure("heat_btu_h", in: try derivation("configuration", "cfg-3u-8x-h200nvl"))
    #expect(heat.inputs.map(\.figure) == ["wall_w"])
  }

  @Test func joinsTheCellsOfRecordsThatNameThisOne() throws {
    let model = try derivation("image_model", "flux.1-dev")
    let sum = try figure("params_total", in: model)
    #expect(sum.inputs.count > 2)
    #expect(sum.inputs.allSatisfy { $0.record?.table == "model_component" && $0.cell == nil })
    #expect(sum.inputs.allSatisfy { $0.text.hasPrefix("parameters ") })
  }

  @Test func showsNoReadingWhoseSourceCannotBeNamed() throws {
    let database = try RealCatalog.database.get()
    let hidden = try database.connect().query(
      """
      select r.gpu_id, r.id from memory_reading r where r.source in
        (select id from source where not publishable) limit 1
      """)
    let row = try #require(hidden.rows.first)
    let card = try derivation("gpu", try #require(row[0].text))
    #expect(!card.figures.flatMap(\.inputs).contains { $0.record?.id == row[1].text })
  }

  @Test func worksAModelOutInOneCase() throws {
    let model = try derivation("model", "llama-3.1-8b")
    let need = try figure("need", in: model)
    #expect(need.text == "5.8\u{A0}GiB")
    #expect(need.formula == "W + KV + C + R")
    #expect(need.inputs.map(\.figure) == ["weights", "kv", "compute", "overhead"])
    let parts = need.inputs.compactMap { $0.cell?.number }
    #expect(parts.reduce(0, +) == (need.cell.number ?? 0) * 1_073_741_824)
    #expect(
      need.command == "rigbook size llama-3.1-8b --quantization Q4_K_M --context 8192 --explain")
    let cache = try figure("kv", in: model)
    #expect(cache.inputs.map(\.symbol).contains("b_cell"))
    #expect(cache.basis == "llama.cpp's KV cache")
    let margin = try figure("margin", in: model)
    #expect(margin.inputs.first { $0.symbol == "M" }?.record?.table == "gpu")
    #expect(margin.command.contains("--gpu "))
    let speed = try figure("speed", in: model)
    // A range, and what it rests on.
    #expect(speed.text.contains(" to ") && speed.text.contains("tok/s ("), "\(speed.text)")
  }

  @Test func worksOutEveryModelThatTheEngineCovers() throws {
    let database = try RealCatalog.database.get()
    let models = try #require(database.catalog.table("model"))
    let sized = try #require(models.schema.columnIndex("is_sized"))
    for row in models.rows where row.cells[sized] == .flag(true) {
      let names = Set(try derivation("model", row.id).figures.map(\.figure))
      for figure in EngineFigure.allCases where !figure.isOnOneDevice {
        #expect(names.contains(figure.rawValue), "\(row.id) lacks \(figure)")
      }
    }
  }

  @Test func givesAModelBeyondTheEngineItsShapeOnly() throws {
    let models = try RealCatalog.query("select id from model where not is_sized limit 1")
    let id = try #require(models.rows.first?[0].text)
    let model = try derivation("model", id)
    #expect(model.worked == nil)
    #expect(model.figures.allSatisfy { EngineFigure(rawValue: $0.figure) == nil })
  }

  @Test func notesWhatItReads() throws {
    let log = ReadLog()
    _ = try derivation("cpu", "intel-core-ultra-9-285k", log: log)
    #expect(
      log.all.contains(
        .cell(table: "cpu", id: "intel-core-ultra-9-285k", column: "memory_channels")))
  }

  @Test func derivesNothingOfAnUnknownRecord() throws {
    let database = try RealCatalog.database.get()
    let unknown = database.derivation(
      of: RecordName(table: "gpu", id: "none"), figures: ["overhead"], log: nil)
    #expect(unknown == nil)
  }

  /// Every figure that a table's records can have shows the value that the catalog or engine holds.
  @Test(arguments: ["gpu", "cpu", "platform", "configuration", "image_model", "audio_model"])
  func printsWhatPagesPrint(table: String) throws {
    let database = try RealCatalog.database.get()
    let records = try #require(database.catalog.table(table))
    for row in records.rows {
      for figure in try derivation(table, row.id).figures {
        guard let index = records.schema.columnIndex(figure.figure) else { continue }
        let unit = records.schema.columns[index].unit
        #expect(
          figure.text == ValueFormat.text(row.cells[index], unit: unit, style: .prose),
          "\(row.id).\(figure.figure)")
      }
    }
  }
}
