/// How the computed figures of one record come about.
package struct RecordDerivation: Sendable {
  /// A source of inputs.
  package struct Source: Sendable {
    package var id: String
    package var title: String
    /// When it was read.
    package var accessed: CalendarDate?
  }

  /// Where the inputs that one record gives come from.
  package struct Origin: Sendable {
    package var record: RecordName
    package var name: String
    package var sources: [Source]
  }

  /// The case that the engine's figures are worked out for.
  package struct Worked: Sendable {
    /// The case in words.
    package var words: String
    /// What other cases change, in a sentence.
    package var others: String
    /// The command for another case, with words in capitals for what to fill in.
    package var command: String
  }

  package var record: RecordName
  package var name: String
  /// The case that the engine's figures are worked out for, or `nil` where there are none.
  package var worked: Worked?
  package var figures: [FigureDerivation]
  /// The sources of the record and of each other record that gives an input.
  package var origins: [Origin]
}

extension CatalogDatabase {
  /// The figures that can be derived for records of a table, by the names that their anchors have.
  package static func figures(of table: TableSchema) -> [String] {
    let computed = table.columns.filter(\.holdsFigures).map(\.name)
    return EngineFigure.figures(ofTable: table.name).map(\.rawValue) + computed
  }

  /// Derives figures of a record, in the order of their names out of ``figures(of:)``; those that
  /// the record does not have are left out. `log` takes a note of all that is read.
  package func derivation(
    of record: RecordName, figures names: [String], log: ReadLog?
  ) -> RecordDerivation? {
    guard let table = catalog.table(record.table), let row = table.row(id: record.id) else {
      return nil
    }
    let reader = RecordReader(tables: TableIndex(catalog), table: table, row: row)
    let columns = ColumnDeriver(reader, known: Set(names), log: log)
    let engine = EngineDeriver(reader, engine: engine, log: log)
    let figures = names.compactMap { name in
      EngineFigure(rawValue: name).flatMap { engine?.figure($0) } ?? columns.figure(name)
    }
    var origins = OriginList(tables: reader.tables, log: log)
    origins.add(reader)
    for case let other? in figures.flatMap(\.inputs).map(\.record) { origins.add(other) }
    return RecordDerivation(
      record: record, name: reader.name, worked: engine?.worked, figures: figures,
      origins: origins.list)
  }
}

/// Collects the sources of records, each record once.
private struct OriginList {
  let tables: TableIndex
  let log: ReadLog?
  private(set) var list: [RecordDerivation.Origin] = []

  init(tables: TableIndex, log: ReadLog?) {
    self.tables = tables
    self.log = log
  }

  mutating func add(_ record: RecordName) {
    guard !list.contains(where: { $0.record == record }),
      let reader = tables.record(record.id, in: record.table)
    else { return }
    add(reader)
  }

  mutating func add(_ reader: RecordReader) {
    log?.note(.record(table: reader.table.schema.name, id: reader.row.id))
    guard let ids = reader["source"].text else { return }
    let sources = IDList.items(ids).compactMap { item -> RecordDerivation.Source? in
      log?.note(.record(table: "source", id: String(item.id)))
      guard let source = tables.record(String(item.id), in: "source"),
        source["publishable"].flag != false
      else { return nil }
      return RecordDerivation.Source(
        id: source.row.id, title: source["title"].text ?? source.row.id,
        accessed: source["accessed"].date)
    }
    guard !sources.isEmpty else { return }
    list.append(
      RecordDerivation.Origin(
        record: RecordName(table: reader.table.schema.name, id: reader.row.id), name: reader.name,
        sources: sources))
  }
}

extension RecordReader {
  /// What the record is called; its id where it has no name.
  var name: String { self["name"].text ?? self["title"].text ?? row.id }
}
