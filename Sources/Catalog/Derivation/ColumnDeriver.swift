/// Derives computed columns of a record from what their schemas declare.
struct ColumnDeriver {
  private let record: RecordReader
  private let known: Set<String>
  private let log: ReadLog?

  /// Makes a deriver; `known` are the figures that have derivations of their own, for links between
  /// them.
  init(_ record: RecordReader, known: Set<String>, log: ReadLog?) {
    self.record = record
    self.known = known
    self.log = log
  }

  /// Returns how a column's value comes about, or `nil` where the record has none.
  func figure(_ name: String) -> FigureDerivation? {
    let schema = record.table.schema
    guard let index = schema.columnIndex(name), let derivation = schema.columns[index].derivation
    else { return nil }
    let (column, cell) = (schema.columns[index], record.row.cells[index])
    guard cell != .notStated, cell != .notApplicable else { return nil }
    note(record, name)
    let text = ValueFormat.text(cell, unit: column.unit, style: .prose)
    return FigureDerivation(
      figure: name, title: column.label, cell: cell, unit: column.unit, text: text,
      exact: RoundingText.exact(cell, unit: column.unit), symbol: "",
      formula: derivation.formula, inputs: inputs(derivation.inputs),
      rounding: RoundingText.words(for: cell, unit: column.unit),
      command: RepeatCommand.query(
        "select \(name) from \(schema.name) where id = \(SQLText.literal(.text(record.row.id)))"))
  }

  private func inputs(_ inputs: [ColumnInput]) -> [FigureDerivation.Input] {
    var result: [FigureDerivation.Input] = []
    var grouped: [ColumnInput.Holder] = []
    for input in inputs {
      switch input.holder {
      case .record:
        if let found = self.input(input.column, of: record) { result.append(found) }
      case .named(let reference):
        guard let other = named(by: reference),
          let found = self.input(input.column, of: other)
        else { continue }
        result.append(found)
      case .each(let table, let key, let own):
        guard !grouped.contains(input.holder) else { continue }
        grouped.append(input.holder)
        let columns = inputs.filter { $0.holder == input.holder }.map(\.column)
        result += each(table, key: key, own: own).compactMap { self.input(columns, of: $0) }
      }
    }
    return result
  }

  private func input(_ column: String, of other: RecordReader) -> FigureDerivation.Input? {
    guard column != "id", let index = other.table.schema.columnIndex(column) else { return nil }
    let (schema, cell) = (other.table.schema.columns[index], other.row.cells[index])
    guard cell != .notApplicable else { return nil }
    note(other, column)
    let isOther = other.row.id != record.row.id
    let name = RecordName(table: other.table.schema.name, id: other.row.id)
    if isOther { log?.note(.record(table: name.table, id: name.id)) }
    return FigureDerivation.Input(
      label: schema.label, record: isOther ? name : nil, recordName: isOther ? other.name : "",
      cell: cell, unit: schema.unit?.symbol ?? "",
      text: ValueFormat.text(cell, unit: schema.unit, style: .prose),
      figure: !isOther && known.contains(column) && cell != .notStated ? column : nil)
  }

  /// Several cells of one record as one input.
  private func input(_ columns: [String], of other: RecordReader) -> FigureDerivation.Input? {
    let parts = columns.compactMap { column -> String? in
      guard column != "source", let part = input(column, of: other), part.cell != .notStated else {
        return nil
      }
      return "\(part.label.lowercasedFirst) \(part.text)"
    }
    guard !parts.isEmpty else { return nil }
    return FigureDerivation.Input(
      label: other.table.schema.noun.uppercasedFirst,
      record: RecordName(table: other.table.schema.name, id: other.row.id),
      recordName: other["name"].text ?? "", cell: nil, unit: "",
      text: parts.joined(separator: ", "))
  }

  private func named(by reference: String) -> RecordReader? {
    guard let index = record.table.schema.columnIndex(reference),
      case .reference(let target) = record.table.schema.columns[index].kind,
      let id = record.row.cells[index].text
    else { return nil }
    note(record, reference)
    return CatalogSchema.targets(ofReference: target).lazy
      .compactMap { record.tables.record(id, in: $0) }.first
  }

  /// The records that name this one, without those whose sources cannot be named.
  private func each(_ table: String, key: String, own: String) -> [RecordReader] {
    let wanted: Set<Substring>
    if own == "id" {
      wanted = [record.row.id[...]]
    } else {
      note(record, own)
      wanted = Set(IDList.items(record[own].text ?? "").map(\.id))
    }
    log?.note(.table(table))
    return record.tables.records(of: table).filter { other in
      (other[key].text.map { wanted.contains($0[...]) } ?? false) && isPublishable(other)
    }
  }

  private func isPublishable(_ other: RecordReader) -> Bool {
    guard let sources = other["source"].text else { return true }
    return IDList.items(sources).contains { item in
      log?.note(.record(table: "source", id: String(item.id)))
      return record.tables.record(String(item.id), in: "source")?["publishable"].flag != false
    }
  }

  private func note(_ reader: RecordReader, _ column: String) {
    log?.note(.cell(table: reader.table.schema.name, id: reader.row.id, column: column))
  }
}

extension String {
  /// The text with a small first letter, unless the second is a capital too: `ECC` stays.
  var lowercasedFirst: String {
    guard let first, dropFirst().first?.isUppercase != true else { return self }
    return first.lowercased() + dropFirst()
  }

  /// The text with a capital first letter.
  var uppercasedFirst: String {
    first.map { $0.uppercased() + dropFirst() } ?? self
  }
}
