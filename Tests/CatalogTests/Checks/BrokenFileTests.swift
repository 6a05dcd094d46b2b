import Diagnostics
import Testing

@testable import Catalog

/// Breaks a file of each table in ways that concern no single value, and expects that fault and no
/// other: records that name the damaged ones are not to blame.
@Suite("One broken file of each table")
struct BrokenFileTests {
  private static let tables = SoundCatalog.schemas.map(\.name)

  /// The first column of a table that every record states, beside its id.
  private func second(_ table: String) throws -> String {
    let columns = try #require(CatalogSchema.table(table)?.fileColumns)
    return try #require(columns.first { $0.isRequired && $0.name != "id" }).name
  }

  /// Replaces bytes in the cell of a column.
  private func changing(
    _ column: String, of table: String, to bytes: [UInt8], _ form: SoundCatalog.Form
  ) throws -> SourceFile {
    let marker = "MARKER"
    let catalog = SoundCatalog.sound.changing(column, of: table, to: marker)
    let file = try #require(catalog.files(form)[table])
    let start = try #require(
      file.bytes.indices.first { file.bytes[$0...].starts(with: marker.utf8) })
    let tail = file.bytes[(start + marker.utf8.count)...]
    return SourceFile(path: file.path, bytes: file.bytes[..<start] + bytes + tail)
  }

  // MARK: Duplicate id

  @Test(arguments: tables)
  func reportsAnIdThatIsTakenInItsTable(table: String) throws {
    try expectDuplicate(of: SoundCatalog.id(of: table), in: table, first: table)
  }

  @Test(arguments: tables.dropFirst())
  func reportsAnIdThatIsTakenInAnotherTable(table: String) throws {
    try expectDuplicate(of: "gpu-a", in: table, first: "gpu")
  }

  private func expectDuplicate(of id: String, in table: String, first: String) throws {
    var catalog = SoundCatalog.sound
    let schema = try #require(CatalogSchema.table(table))
    var record = try catalog.record(of: table)
    record.cells["id"] = id
    for (column, value) in Self.apart[table] ?? Self.words(schema) { record.cells[column] = value }
    catalog.append(record)
    if table == "image_model", first != table {
      // A model has the components that make up its parameters.
      var component = try catalog.record(of: "model_component")
      component.cells["id"] = "component-b"
      component.cells["model_id"] = id
      catalog.append(component)
    }
    let noun = try #require(CatalogSchema.table(first)?.noun)
    for form in SoundCatalog.Form.allCases {
      #expect(
        catalog.diagnostics(form) == [
          Diagnostic(
            "duplicate-id", "the id '\(id)' is taken by another record",
            at: catalog.span("id", of: table, form, record: 1, length: id.utf8.count),
            notes: [
              .init(
                "the \(noun) with this id",
                at: catalog.span(
                  "id", of: first, catalog.form(form, of: first), length: id.utf8.count))
            ], help: ["ids are unique over the whole catalog; choose another"])
        ])
    }
  }

  /// What keeps a second record from saying the same as the first: other words.
  private static func words(_ schema: TableSchema) -> [String: String] {
    let free = schema.fileColumns.last {
      $0.kind == .text && $0.listsIDsOf == nil && !["waiver", "source_detail"].contains($0.name)
    }
    return free.map { [$0.name: "other words"] } ?? [:]
  }

  /// Where other words would break a rule.
  private static let apart: [String: [String: String]] = [
    "model_component": ["place": "2", "role": "part"],
    "conflict": ["reason": "other words"],
  ]

  // MARK: Quotes

  @Test(arguments: tables)
  func reportsAQuoteThatIsNeverClosed(table: String) throws {
    for column in try ["id", second(table)] {
      let file = try changing(column, of: table, to: Array("\"MARK".utf8), .csv)
      let place = SoundCatalog.sound.span(column, of: table, .csv, length: 1)
      #expect(
        SoundCatalog.sound.diagnostics(.csv, replacing: [table: file]) == [
          Diagnostic(
            "unclosed-quote", "the quote that opens here is never closed", at: place,
            help: ["close the cell with '\"'; a quote inside it is written '\"\"'"])
        ], "\(column)")
    }
  }

  @Test(arguments: tables)
  func reportsAQuoteInsideACell(table: String) throws {
    for column in try ["id", second(table)] {
      let file = try changing(column, of: table, to: Array("a\"b".utf8), .csv)
      let place = SoundCatalog.sound.span(column, of: table, .csv, offset: 1, length: 1)
      #expect(
        SoundCatalog.sound.diagnostics(.csv, replacing: [table: file]) == [
          Diagnostic(
            "stray-quote", "found a quote inside a cell that does not begin with one", at: place,
            help: ["put the whole cell in quotes and double the quotes inside it"])
        ], "\(column)")
    }
  }

  @Test(arguments: tables)
  func reportsTextAfterAQuote(table: String) throws {
    for column in try ["id", second(table)] {
      let file = try changing(column, of: table, to: Array("\"a\" b".utf8), .csv)
      let place = SoundCatalog.sound.span(column, of: table, .csv, offset: 3, length: 2)
      #expect(
        SoundCatalog.sound.diagnostics(.csv, replacing: [table: file]) == [
          Diagnostic(
            "text-after-quote", "found text between the closing quote and the end of the cell",
            at: place, help: ["a quote inside a quoted cell is written '\"\"'"])
        ], "\(column)")
    }
  }

  @Test(arguments: tables)
  func reportsAQuoteOfYAMLThatIsNeverClosed(table: String) throws {
    let column = try second(table)
    let file = try changing(column, of: table, to: Array("\"MARK".utf8), .yaml)
    let found = SoundCatalog.sound.diagnostics(.yaml, replacing: [table: file])
    let opening = SoundCatalog.sound.span(column, of: table, .yaml, length: 0)
    #expect(found.map(\.id) == ["yaml-syntax"])
    #expect(found.first?.summary == "the YAML cannot be read: found unexpected end of stream")
    #expect(found.first?.notes == [.init("while scanning a quoted scalar", at: opening)])
    #expect(found.first?.help == ["close the quote that opens there"])
    #expect(found.first?.span?.file == file.path)
    #expect(found.first?.span?.start.line == file.lineCount + 1)
  }

  // MARK: Encoding

  @Test(arguments: tables, SoundCatalog.Form.allCases)
  func reportsAByteThatIsNotUTF8(table: String, form: SoundCatalog.Form) throws {
    for column in try ["id", second(table)] {
      let file = try changing(column, of: table, to: [0x61, 0xE9, 0x62], form)
      let place = SoundCatalog.sound.span(column, of: table, form, offset: 1, length: 1)
      #expect(
        SoundCatalog.sound.diagnostics(form, replacing: [table: file]) == [
          Diagnostic(
            "invalid-utf8", "found a byte that is not UTF-8", at: place,
            help: ["save the file as UTF-8"])
        ], "\(column)")
    }
  }

  @Test(arguments: tables, SoundCatalog.Form.allCases)
  func reportsAControlCharacter(table: String, form: SoundCatalog.Form) throws {
    for column in try ["id", second(table)] {
      let file = try changing(column, of: table, to: [0x61, 0x1B, 0x62, 0x00], form)
      let place = SoundCatalog.sound.span(column, of: table, form, offset: 1, length: 1)
      #expect(
        SoundCatalog.sound.diagnostics(form, replacing: [table: file]) == [
          Diagnostic(
            "control-character", "found the control character U+001B", at: place,
            notes: [.init("the file holds 1 more like it")], help: ["remove it"])
        ], "\(column)")
    }
  }

  @Test(arguments: tables, SoundCatalog.Form.allCases)
  func reportsAFileInUTF16(table: String, form: SoundCatalog.Form) throws {
    let file = try #require(SoundCatalog.sound.files(form)[table])
    let text = String(decoding: file.bytes, as: UTF8.self)
    let bytes: [UInt8] = text.utf16.reduce(into: [0xFF, 0xFE]) { bytes, unit in
      bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    let place = SourceSpan(
      file: file.path, start: SourcePosition(line: 1, column: 1),
      end: SourcePosition(line: 1, column: 3))
    #expect(
      SoundCatalog.sound.diagnostics(
        form, replacing: [table: SourceFile(path: file.path, bytes: bytes)]) == [
          Diagnostic(
            "invalid-utf8", "the file is UTF-16, expected UTF-8", at: place,
            help: ["save the file as UTF-8"])
        ])
  }

  @Test(arguments: tables, SoundCatalog.Form.allCases)
  func readsAFileWithAByteOrderMark(table: String, form: SoundCatalog.Form) throws {
    let file = try #require(SoundCatalog.sound.files(form)[table])
    let marked = SourceFile(path: file.path, bytes: [0xEF, 0xBB, 0xBF] + file.bytes)
    #expect(SoundCatalog.sound.diagnostics(form, replacing: [table: marked]) == [])
  }

  // MARK: Empty files

  @Test(arguments: tables)
  func reportsAFileWithoutAByte(table: String) throws {
    let schema = try #require(CatalogSchema.table(table))
    let ids = SoundCatalog.Form.allCases.map { form in
      let file = SourceFile(path: SoundCatalog.path(schema, form), bytes: [])
      return SoundCatalog.sound.diagnostics(form, replacing: [table: file]).map {
        "\($0.id.rawValue) \($0.span?.start.line ?? 0)"
      }
    }
    #expect(ids == [["missing-header 1"], ["wrong-type 1"]])
  }

  // MARK: Names of files

  @Test(arguments: [
    ("prices.CSV", "did you mean 'prices.csv'?"), ("prices.txt", "did you mean 'prices.csv'?"),
    ("Prices.csv", "did you mean 'prices.csv'?"), ("cpus.cvs", "did you mean 'cpus.csv'?"),
  ])
  func reportsAFileOfAnotherEndingOrCase(path: String, help: String) {
    let found = SoundCatalog.sound.diagnostics(
      .csv, replacing: ["other": SourceFile(path: path, text: "id\n")])
    #expect(
      found == [
        Diagnostic(
          "unknown-file", "the catalog has no table for the file '\(path)'", at: nil, help: [help])
      ])
  }

  @Test(arguments: tables)
  func reportsAFileOfAnotherName(table: String) throws {
    let file = try #require(SoundCatalog.sound.files(.csv)[table])
    let path = "x" + file.path
    #expect(
      SoundCatalog.sound.diagnostics(
        .csv, replacing: [table: SourceFile(path: path, bytes: file.bytes)]) == [
          Diagnostic(
            "unknown-file", "the catalog has no table for the file '\(path)'", at: nil,
            help: ["did you mean '\(file.path)'?"])
        ])
  }
}
