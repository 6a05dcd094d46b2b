import Diagnostics
import Testing

@testable import Catalog

/// One cell of one table, written wrongly.
struct BrokenCell: Sendable, CustomTestStringConvertible {
  let table: String
  let column: ColumnSchema
  let written: String

  var testDescription: String { "\(table).\(column.name) = '\(written)'" }

  /// Every column of every table for which there is a wrong way to write it.
  static func all(_ wrong: (ColumnSchema, String) -> [String]) -> [BrokenCell] {
    SoundCatalog.schemas.flatMap { schema in
      schema.fileColumns.flatMap { column in
        wrong(column, SoundCatalog.value(of: column, in: schema.name)).map {
          BrokenCell(table: schema.name, column: column, written: $0)
        }
      }
    }
  }

  var catalog: SoundCatalog { SoundCatalog.sound.changing(column.name, of: table, to: written) }

  /// The place of the cell, or of a part of it.
  func span(
    _ form: SoundCatalog.Form, offset: Int = 0, length: Int? = nil
  ) -> SourceSpan {
    catalog.span(
      column.name, of: table, form, offset: offset, length: length ?? written.utf8.count)
  }
}

/// Writes one cell of each column of each table wrongly and expects that fault, exactly, and no other.
@Suite("One broken cell of each column")
struct BrokenCellTests {
  private func expect(
    _ cell: BrokenCell, _ form: SoundCatalog.Form, gives expected: Diagnostic,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = cell.catalog.diagnostics(form)
    #expect(found == [expected], sourceLocation: sourceLocation)
  }

  // MARK: Wrong unit

  private static let withUnits = BrokenCell.all { column, value in
    column.isNumber ? ["\(value) \(column.unit?.symbol ?? "pieces")"] : []
  }

  @Test(arguments: withUnits)
  func reportsANumberWithAUnit(cell: BrokenCell) {
    let unit = cell.column.unit.map { " (\($0.symbol))" } ?? ""
    let kind = cell.column.kind == .integer ? "a whole number" : "a number"
    for form in SoundCatalog.Form.allCases {
      expect(
        cell, form,
        gives: Diagnostic(
          "wrong-number", "'\(cell.column.name)' must be \(kind)\(unit), found '\(cell.written)'",
          at: cell.span(form),
          help: [
            "write digits without separators or unit; leave the cell empty where nobody states "
              + "the value"
          ]))
    }
  }

  // MARK: Impossible value

  private static let outOfRange = BrokenCell.all { column, _ in
    guard let range = column.range else { return [] }
    return [range.lowerBound - 1, range.upperBound + 1].map {
      SoundCatalog.number(column.kind == .integer ? $0.rounded(.down) : $0)
    }
  }

  @Test(arguments: outOfRange)
  func reportsANumberThatCannotBe(cell: BrokenCell) throws {
    let range = try #require(cell.column.range)
    let unit = cell.column.unit.map { " (\($0.symbol))" } ?? ""
    let bounds =
      "\(SoundCatalog.number(range.lowerBound)) and \(SoundCatalog.number(range.upperBound))"
    expect(
      cell, .csv,
      gives: Diagnostic(
        "implausible-value",
        "'\(cell.column.name)' must be between \(bounds)\(unit), found \(cell.written)",
        at: cell.span(.csv), help: [cell.column.meaning]))
  }

  @Test func knowsTheLimitsOfEveryNumber() {
    let open = SoundCatalog.schemas.flatMap { schema in
      schema.fileColumns.filter { $0.isNumber && $0.range == nil }.map {
        "\(schema.name).\($0.name)"
      }
    }
    #expect(open == [])
  }

  private static let wordless = BrokenCell.all { column, _ in
    switch column.kind {
    case .flag: ["maybe"]
    case .date: ["2025-02-30"]
    case .choice: ["zzzzzzzz"]
    case .identifier: ["an id"]
    case .reference: ["an id"]
    default: []
    }
  }

  @Test(arguments: wordless)
  func reportsWordsThatMeanNothing(cell: BrokenCell) {
    let name = cell.column.name
    for form in SoundCatalog.Form.allCases {
      let fault: Diagnostic
      switch cell.column.kind {
      case .flag:
        fault = Diagnostic(
          "wrong-flag", "'\(name)' must be yes or no, found 'maybe'", at: cell.span(form))
      case .date:
        fault = Diagnostic(
          "wrong-date", "'\(name)' must be a date, found '2025-02-30'", at: cell.span(form),
          help: ["write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known"])
      case .choice(let words):
        fault = Diagnostic(
          "unknown-value", "'zzzzzzzz' is not a value of '\(name)'", at: cell.span(form),
          help: ["values are \(words.joined(separator: ", "))"])
      default:
        fault = Diagnostic(
          "wrong-id", "'an id' is not an id", at: cell.span(form),
          help: ["use letters, digits, '-', '_' and '.', beginning with a letter or digit"])
      }
      expect(cell, form, gives: fault)
    }
  }

  // MARK: Missing value, the source among them

  private static let required = BrokenCell.all { column, _ in column.isRequired ? [""] : [] }

  @Test(arguments: required)
  func reportsARequiredValueThatIsEmpty(cell: BrokenCell) {
    let name = cell.column.name
    for form in SoundCatalog.Form.allCases {
      expect(
        cell, form,
        gives: Diagnostic(
          "missing-value", "'\(name)' is required and has no value", at: cell.span(form),
          help: [cell.column.meaning]))
    }
  }

  @Test(arguments: required)
  func reportsARequiredFieldThatIsLeftOut(cell: BrokenCell) throws {
    let catalog = SoundCatalog.sound.changing(cell.column.name, of: cell.table, to: nil)
    let schema = try #require(CatalogSchema.table(cell.table))
    let record =
      cell.column.name == "id" ? "the \(schema.noun)" : "'\(SoundCatalog.id(of: cell.table))'"
    let place = SourcePosition(line: 1, column: 3)
    #expect(
      catalog.diagnostics(.yaml) == [
        Diagnostic(
          "missing-value", "\(record) lacks '\(cell.column.name)'",
          at: SourceSpan(file: SoundCatalog.path(schema, .yaml), start: place),
          help: [cell.column.meaning])
      ])
  }

  @Test(arguments: required)
  func reportsARequiredColumnThatIsLeftOut(cell: BrokenCell) throws {
    let schema = try #require(CatalogSchema.table(cell.table))
    let file = try #require(SoundCatalog.sound.files(.csv)[cell.table])
    let index = try #require(schema.fileColumns.firstIndex { $0.name == cell.column.name })
    let lines = String(decoding: file.bytes, as: UTF8.self).split(separator: "\n").map { line in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false)
      cells.remove(at: index)
      return cells.joined(separator: ",")
    }
    let text = lines.map { $0 + "\n" }.joined()
    let found = SoundCatalog.sound.diagnostics(
      .csv, replacing: [cell.table: SourceFile(path: file.path, text: text)])
    let end = SourcePosition(line: 1, column: lines[0].utf8.count + 1)
    #expect(
      found == [
        Diagnostic(
          "missing-column", "the column '\(cell.column.name)' is missing",
          at: SourceSpan(
            file: file.path, start: SourcePosition(line: 1, column: 1), end: end),
          help: ["add '\(cell.column.name)' to the header"])
      ])
  }

  // MARK: Dangling reference

  private static let dangling = BrokenCell.all { column, value in
    if column.listsIDsOf != nil { return ["\(value); no-such-record"] }
    if case .reference = column.kind { return ["no-such-record"] }
    return []
  }

  @Test(arguments: dangling)
  func reportsAnIdThatNoRecordHas(cell: BrokenCell) {
    var target = cell.column.listsIDsOf ?? ""
    if case .reference(let table) = cell.column.kind { target = table }
    let tables = CatalogSchema.targets(ofReference: target)
    let noun = tables.count == 1 ? CatalogSchema.table(tables[0])?.noun ?? "" : "record"
    let length = "no-such-record".utf8.count
    for form in SoundCatalog.Form.allCases {
      expect(
        cell, form,
        gives: Diagnostic(
          "unknown-record", "no \(noun) has the id 'no-such-record'",
          at: cell.span(form, offset: cell.written.utf8.count - length, length: length)))
    }
  }
}

extension ColumnSchema {
  fileprivate var isNumber: Bool { kind == .integer || kind == .decimal }
}
