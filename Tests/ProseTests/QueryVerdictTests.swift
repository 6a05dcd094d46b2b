import Diagnostics
import Testing

@testable import Catalog
@testable import Prose

@Suite("What was found in named queries")
struct QueryVerdictTests {
  private static let power = ColumnSchema("power_w", .integer, label: "Power", meaning: "Power.")

  /// A table of cards with one more column, or without.
  private func database(_ column: ColumnSchema?, name: String = "Card A") throws -> CatalogDatabase
  {
    let schema = TableSchema(
      name: "card", noun: "graphics card", file: "gpus.csv",
      columns: [.id, .name] + (column.map { [$0] } ?? []))
    let cells: [Cell] = [.text("a"), .text(name)] + (column == nil ? [] : [.integer(300)])
    return try CatalogDatabase(
      Catalog(tables: [
        Table(
          schema: schema, rows: [Row(id: "a", cells: cells, ranges: [], offset: 0)],
          source: SourceFile(path: "Content/Catalog/gpus.csv", text: ""))
      ]))
  }

  private func queries(
    _ sql: String = "select name, power_w from card", caption: String = "Power"
  ) -> NamedQueries {
    let files = [("a", "select name from card"), ("b", sql)].map { name, sql in
      SourceFile(
        path: "Content/Tables/\(name).sql", text: "caption: \(caption)\n---\n\(sql) order by id\n")
    }
    let (queries, faults) = NamedQueries.read(files)
    #expect(faults == [])
    return queries
  }

  /// A column that goes is seen, and one that comes back.
  @Test func followTheColumnsOfTables() throws {
    var known = QueryVerdicts()
    func faults(_ database: CatalogDatabase) throws -> [String] {
      try queries().faults(over: database, known: &known) { try $0.connect() }.map(\.summary)
    }
    #expect(try faults(database(Self.power)) == [])
    #expect(try faults(database(nil)) == ["unknown column 'power_w'"])
    var renamed = Self.power
    renamed.name = "draw_w"
    #expect(try faults(database(renamed)) == ["unknown column 'power_w'"])
    #expect(try faults(database(Self.power)) == [])
  }

  /// No connection is opened where nothing is to be compiled, whatever is in the tables.
  @Test func holdWhateverTheRowsAre() throws {
    var known = QueryVerdicts()
    var connections = 0
    func faults(_ queries: NamedQueries, over database: CatalogDatabase) throws -> [String] {
      try queries.faults(over: database, known: &known) { database in
        connections += 1
        return try database.connect()
      }.map(\.summary)
    }
    #expect(try faults(queries(), over: database(Self.power)) == [])
    #expect(try faults(queries(), over: database(Self.power, name: "Card B")) == [])
    #expect(connections == 1)
    let wrong = queries("select nme from card")
    #expect(try faults(wrong, over: database(Self.power)) == ["unknown column 'nme'"])
    #expect(try faults(wrong, over: database(Self.power)) == ["unknown column 'nme'"])
    #expect(connections == 2)
    #expect(try faults(queries(), over: database(Self.power)) == [])
    #expect(connections == 3)
  }

  /// Only what is another is looked at, and what is gone is forgotten.
  @Test func areAskedOfFilesThatAreOthers() {
    var verdicts = Verdicts<Int>()
    var asked: [String] = []
    func faults(_ texts: [(String, String)], against basis: Int) {
      let files = texts.map { name, text in
        (name: name, file: SourceFile(path: name, text: text))
      }
      asked = []
      let found = verdicts.faults(in: files, against: basis) { name in
        asked.append(name)
        return [Diagnostic("query-failed", name, at: nil)]
      }
      #expect(found.map(\.summary) == texts.map(\.0))
    }
    faults([("a", "1"), ("b", "1")], against: 1)
    #expect(asked == ["a", "b"])
    faults([("a", "1"), ("b", "2")], against: 1)
    #expect(asked == ["b"])
    faults([("a", "1")], against: 1)
    #expect(asked == [])
    faults([("a", "1"), ("b", "2")], against: 1)
    #expect(asked == ["b"])
    faults([("a", "1"), ("b", "2")], against: 2)
    #expect(asked == ["a", "b"])
  }

  @Test func ofLintsFollowTextAndSettings() {
    var known = QueryVerdicts()
    func lints(_ caption: String, _ settings: LintSettings) -> [String] {
      queries(caption: caption).lints(settings, known: &known).map(\.id.rawValue)
    }
    let told = ["ageing-word", "ageing-word"]
    #expect(lints("The latest", LintSettings()) == told)
    #expect(lints("All", LintSettings()) == [])
    #expect(lints("The latest", LintSettings()) == told)
    #expect(lints("The latest", settings("{ageing-word: off}")) == [])
    #expect(lints("The latest", LintSettings()) == told)
  }

  private func settings(_ lints: String) -> LintSettings {
    let source = SourceFile(path: "site.yaml", text: "lints: \(lints)")
    let (value, _) = YAMLReader.read(source, range: 0..<source.bytes.count)
    var fields = Fields(value, of: "the settings", at: SourceSpan(file: "site.yaml", line: 1))
    return LintSettings(&fields)
  }
}
