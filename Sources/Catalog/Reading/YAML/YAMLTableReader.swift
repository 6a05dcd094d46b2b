import Diagnostics

/// Reads the records of a table from a YAML list of mappings.
///
/// A field that is left out has no value. The parts of a configuration stand in a mapping of their
/// own and are spread over their columns.
struct YAMLTableReader {
  private let source: SourceFile
  private let schema: TableSchema
  private let blank: RecordBuilder
  private var rows: [Row] = []
  /// Whether every record has an id that can be read.
  private var knowsAllIDs = true

  /// Reads a file. Tests read plain files with the parser too, to compare.
  static func read(
    _ source: SourceFile, _ schema: TableSchema, readsPlainly: Bool = true,
    faults: inout FaultLog
  ) -> TableReader.Result {
    let range = 0..<source.bytes.count
    if let (fault, span) = excess(source) {
      faults.report(fault, at: span)
      return TableReader.Result(
        table: Table(schema: schema, rows: [], source: source, isComplete: false))
    }
    if readsPlainly, YAMLReader.textFaults(source, range: range).isEmpty,
      let rows = PlainRecords.rows(of: source, schema)
    {
      return TableReader.Result(table: Table(schema: schema, rows: rows, source: source))
    }
    var reader = YAMLTableReader(source: source, schema: schema)
    let (value, diagnostics) = YAMLReader.read(source, range: range)
    faults.append(diagnostics)
    if let value {
      reader.readRecords(value, faults: &faults)
    } else if diagnostics.isEmpty {
      // A file without any value, such as one that was cut off, is no list of no records.
      faults.report(StructureFault.notAList(noun: schema.noun), at: source.span(0..<0))
      reader.knowsAllIDs = false
    }
    let table = Table(
      schema: schema, rows: reader.rows, source: source,
      isComplete: diagnostics.isEmpty && reader.knowsAllIDs && !faults.isFull)
    return TableReader.Result(table: table)
  }

  /// Returns the fault of a file with more records than any table, and the place of the first beyond.
  /// They are counted before they are read, for the parser takes long: each begins a line with `- `.
  private static func excess(
    _ source: SourceFile
  ) -> (fault: StructureFault, span: SourceSpan)? {
    let bytes = source.bytes
    var count = 0
    var beyond: Range<Int>?
    for offset in bytes.indices where bytes[offset] == UInt8(ascii: "-") {
      guard offset == 0 || bytes[offset - 1] == UInt8(ascii: "\n"), offset + 1 < bytes.count,
        bytes[offset + 1] == UInt8(ascii: " ")
      else { continue }
      count += 1
      if count == CatalogLimits.records + 1 { beyond = offset..<offset + 1 }
    }
    guard let beyond else { return nil }
    return (.tooManyRecords(count), source.span(beyond))
  }

  private init(source: SourceFile, schema: TableSchema) {
    self.source = source
    self.schema = schema
    blank = RecordBuilder(schema: schema)
  }

  private mutating func readRecords(_ value: YAMLValue, faults: inout FaultLog) {
    if case .null = value.kind { return }
    guard case .list(let records) = value.kind else {
      faults.report(StructureFault.notAList(noun: schema.noun), at: value.span)
      knowsAllIDs = false
      return
    }
    for record in records where !faults.isFull {
      guard case .map(let entries) = record.kind else {
        faults.report(StructureFault.notARecord(noun: schema.noun), at: record.span)
        knowsAllIDs = false
        continue
      }
      readRecord(entries, at: record.span, faults: &faults)
    }
  }

  private mutating func readRecord(
    _ entries: [(key: YAMLKey, value: YAMLValue)], at span: SourceSpan, faults: inout FaultLog
  ) {
    var builder = blank.fresh(at: range(of: span).lowerBound)
    // The columns that a fault told already may be meant for.
    var told: Set<String> = []
    for (key, value) in entries where !faults.isFull {
      if key.text == "parts", schema.name == ConfigurationParts.tableName {
        told.formUnion(readParts(value, into: &builder, faults: &faults))
      } else if !readField(key, value, into: &builder, faults: &faults) {
        let near = NearestName.of(key.text, among: schema.fileColumns.map(\.name))
        told.insert(near ?? key.text)
      }
    }
    let id = builder.row.id
    for (index, column) in schema.columns.enumerated()
    where column.isRequired && column.origin == .file && !builder.hasValue(index) {
      builder.isDamaged = true
      guard !told.contains(column.name) else { continue }
      faults.report(MissingField(id: id, noun: schema.noun, column: column), at: span)
    }
    if id.isEmpty { knowsAllIDs = false }
    rows.append(builder.row)
  }

  /// Reads one field; returns whether it is one, with a single value.
  private func readField(
    _ key: YAMLKey, _ value: YAMLValue, into builder: inout RecordBuilder, faults: inout FaultLog
  ) -> Bool {
    guard let index = schema.columnIndex(key.text), schema.columns[index].origin == .file else {
      if DerivedColumns.isComputed(key.text, of: schema) {
        faults.report(StructureFault.computedColumn(key.text), at: key.span)
      } else {
        let known = schema.fileColumns.map(\.name)
        faults.report(UnknownField(name: key.text, noun: schema.noun, known: known), at: key.span)
      }
      builder.isDamaged = true
      return false
    }
    switch value.kind {
    case .scalar(let text, _):
      set(index, Array(text.utf8)[...], range: content(of: value), into: &builder, faults: &faults)
    case .null: set(index, [], range: content(of: value), into: &builder, faults: &faults)
    case .list, .map:
      faults.report(StructureFault.notAText(field: key.text), at: value.span)
      builder.isDamaged = true
      return false
    }
    return true
  }

  /// Reads the parts of a configuration; returns the columns that cannot be told from the faulty ones.
  private func readParts(
    _ value: YAMLValue, into builder: inout RecordBuilder, faults: inout FaultLog
  ) -> Set<String> {
    guard case .map(let entries) = value.kind else {
      faults.report(StructureFault.badParts, at: value.span)
      builder.isDamaged = true
      return Set(ConfigurationParts.all.flatMap(\.columns))
    }
    var told: Set<String> = []
    for kind in ConfigurationParts.all {
      builder.fill(kind, of: schema, with: .notApplicable, count: .integer(0))
    }
    for (key, value) in entries {
      guard let kind = ConfigurationParts.all.first(where: { $0.name == key.text }) else {
        let known = ConfigurationParts.all.map(\.name)
        faults.report(StructureFault.unknownPart(key.text, known: known), at: key.span)
        builder.isDamaged = true
        told.formUnion(ConfigurationParts.all.flatMap(\.columns))
        continue
      }
      guard let text = value.text,
        let part = ConfigurationParts.quantity(in: Array(text.utf8)[...])
      else {
        faults.report(StructureFault.badPart(value.text ?? ""), at: value.span)
        builder.isDamaged = true
        told.formUnion(kind.columns)
        continue
      }
      let place = content(of: value)
      if let index = schema.columnIndex(kind.idColumn) {
        let start = place.lowerBound + part.id.startIndex
        let range = start..<start + part.id.count
        set(index, part.id, range: range, into: &builder, faults: &faults)
      }
      if let column = kind.countColumn, let index = schema.columnIndex(column) {
        set(index, part.count, range: place, into: &builder, faults: &faults)
      } else if !part.isSingle {
        faults.report(SinglePart(kind: kind.name), at: value.span)
      }
    }
    return told
  }

  private func set(
    _ column: Int, _ text: ArraySlice<UInt8>, range: Range<Int>, into builder: inout RecordBuilder,
    faults: inout FaultLog
  ) {
    let compact = UInt32(clamping: range.lowerBound)..<UInt32(clamping: range.upperBound)
    builder.set(column, text, range: compact, in: source, faults: &faults)
  }

  /// The bytes of a value, without the quotes around it where it stands in them as it is.
  private func content(of value: YAMLValue) -> Range<Int> {
    let range = range(of: value.span)
    guard let text = value.text, let quote = source.bytes[range].first,
      [0x22, 0x27].contains(quote),
      source.bytes[range].dropFirst().starts(with: text.utf8)
    else { return range }
    let start = range.lowerBound + 1
    return start..<start + text.utf8.count
  }

  private func range(of span: SourceSpan) -> Range<Int> {
    let start = source.offset(of: span.start) ?? 0
    return start..<max(source.offset(of: span.end) ?? start, start)
  }
}

extension RecordBuilder {
  /// Fills the columns of one kind of part.
  fileprivate mutating func fill(
    _ kind: ConfigurationParts.Kind, of schema: TableSchema, with id: Cell, count: Cell
  ) {
    if let index = schema.columnIndex(kind.idColumn) { set(index, id) }
    if let column = kind.countColumn, let index = schema.columnIndex(column) { set(index, count) }
  }
}
