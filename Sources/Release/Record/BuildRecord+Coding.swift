import Catalog
import Diagnostics
import Pages

extension BuildRecord {
  /// The form of the record; another number means another form.
  private static let format = "rigbook record 2"

  /// Writes the record, a part after the other: as a whole it takes as much memory as the site does.
  /// `pages` are those of ``RecordWriter/write(_:identity:reads:_:)``, and `tables` those of the catalog.
  func write(
    pages: [(path: String, bytes: [UInt8])], tables: [Table], names: NameTable,
    to sink: inout RecordSink
  ) throws(SystemFailure) {
    var body = RecordWriter(names: names)
    body.write(Self.format)
    body.write(setting.tool)
    body.write(setting.output)
    body.write(setting.isPortable)
    body.write(setting.asOf)
    body.write(inputs.sorted { $0.key < $1.key }) { writer, input in
      writer.write(input.key)
      writer.write(input.value.digest)
      writer.write(input.value.stamp) { $0.write($1) }
    }
    for digest in [shared.links, shared.titles, shared.mentions] { body.write(bits: digest) }
    body.write(siteFiles) { $0.write($1) }
    body.write(manifest) { $0.write($1) }
    body.write(diagnostics) { $0.write($1) }
    body.write(pageCount)
    body.write(fileCount)
    body.write(byteCount)
    var catalog = RecordWriter(names: names)
    catalog.write(self.catalog)
    body.write(block: catalog.bytes)
    let kept = tables.filter(\.isRecorded)
    body.write(kept.count)
    for table in kept {
      var rows = RecordWriter(names: names)
      rows.write(table)
      body.write(table.schema.name)
      body.write(block: rows.bytes)
      try sink.take(&body, atLeast: RecordSink.part)
    }
    body.write(pages.count)
    var used: Set<Int> = []
    for page in pages {
      var reader = RecordReader(page.bytes, names: [])
      // These bytes were written by us or are of a page whose record was read.
      if let groups = try? reader.pageGroups() { used.formUnion(groups) }
      body.write(page.path)
      body.write(block: page.bytes)
      try sink.take(&body, atLeast: RecordSink.part)
    }
    try sink.take(&body)
    let end = sink.count
    body.write(names.names) { $0.write($1) }
    body.write(names.groups.enumerated().map { ($0, $1) }) { writer, group in
      writer.write(block: used.contains(group.0) ? group.1 : [])
    }
    body.write(bits: UInt64(end))
    try sink.take(&body)
    body.write(bits: sink.checksum.value)
    try sink.take(&body)
  }

  /// Reads a record; `nil` where the bytes are those of another form.
  init?(_ bytes: [UInt8]) throws(DamagedRecord) {
    guard bytes.count > 16 else { throw DamagedRecord() }
    var ends = RecordReader(bytes, range: bytes.count - 16..<bytes.count, names: [])
    let place = try ends.bits()
    guard try ends.bits() == RecordChecksum(of: bytes.dropLast(8)).value,
      let end = Int(exactly: place), end <= bytes.count - 16
    else { throw DamagedRecord() }
    var list = RecordReader(bytes, range: end..<bytes.count - 16, names: [])
    let names = try list.list { reader throws(DamagedRecord) in try reader.text() }
    groups = try list.list { reader throws(DamagedRecord) in try reader.part() }
    var body = RecordReader(bytes, range: 0..<end, names: names)
    guard try body.text() == Self.format else { return nil }
    setting = Setting(
      tool: try body.text(), output: try body.text(), isPortable: try body.flag(),
      asOf: try body.text())
    let inputCount = try body.count()
    inputs.reserveCapacity(inputCount)
    for _ in 0..<inputCount {
      let path = try body.text()
      inputs[path] = Input(
        digest: try body.digest(),
        stamp: try body.optional { reader throws(DamagedRecord) in try reader.stamp() })
    }
    shared = Shared(
      links: try body.bits(), titles: try body.bits(), mentions: try body.bits())
    siteFiles = try body.list { reader throws(DamagedRecord) in try reader.file() }
    manifest = try body.optional { reader throws(DamagedRecord) in try reader.file() }
    diagnostics = try body.list { reader throws(DamagedRecord) in try reader.diagnostic() }
    pageCount = try body.number()
    fileCount = try body.number()
    byteCount = try body.number()
    var catalog = RecordReader(bytes, range: try body.block(), names: names)
    self.catalog = try catalog.catalogState()
    for _ in 0..<(try body.count()) {
      let name = try body.text()
      tables[name] = try body.part()
    }
    let count = try body.count()
    pages.reserveCapacity(count)
    for _ in 0..<count {
      let path = try body.text()
      pages[path] = RecordPart(bytes, try body.block())
    }
    guard body.isAtEnd else { throw DamagedRecord() }
    self.names = names
  }
}

extension RecordWriter {
  fileprivate mutating func write(_ state: CatalogState) {
    write(state.columns.sorted { $0.key < $1.key }) { writer, column in
      writer.write(name: column.key)
      writer.write(bits: column.value)
    }
    write(state.rows.sorted { $0.key < $1.key }) { writer, table in
      writer.write(name: table.key)
      writer.write(table.value) { writer, row in
        writer.write(name: row.key)
        writer.write(bits: row.value)
      }
    }
  }
}

extension RecordReader {
  fileprivate mutating func catalogState() throws(DamagedRecord) -> CatalogState {
    var state = CatalogState()
    for _ in 0..<(try count()) {
      let name = try name()
      state.columns[name] = try bits()
    }
    for _ in 0..<(try count()) {
      let table = try name()
      let count = try count()
      var rows: [String: UInt64] = [:]
      rows.reserveCapacity(count)
      for _ in 0..<count {
        let id = try name()
        rows[id] = try bits()
      }
      state.rows[table] = rows
    }
    return state
  }
}
