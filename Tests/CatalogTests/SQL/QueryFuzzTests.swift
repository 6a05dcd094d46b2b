import Testing

@testable import Catalog

/// Whatever is written as SQL, a query gives rows or a fault with a place inside the text.
struct QueryFuzzTests {
  private struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private static let words = [
    "select", "from", "gpu", "price", "name", "id", "where", "(", ")", ",", "*", "=", "'", "\"",
    "`", "[", "]", "--", "/*", "*/", ";", ":id", "?", "$x", "1", "2.5e3", "x'ff'", "–", "é", "\0",
    "with", "r", "as", "union", "all", "values", "order", "by", "limit", "random", "date", "join",
    "on", "group", "having", "case", "when", "then", "end", "null", "like", "%", ".", "||", "\n",
  ]

  @Test(arguments: 0..<8)
  func neverFailsOtherwiseThanWithAFault(seed: UInt64) throws {
    var limits = QueryLimits()
    limits.steps = 10_000
    let connection = try SmallCatalog.database(limits: limits).connect()
    var random = Generator(state: seed)
    for _ in 0..<400 {
      let count = Int.random(in: 1...14, using: &random)
      let tail = (0..<count).map { _ in Self.words.randomElement(using: &random) ?? "" }
      let sql = "select " + tail.joined(separator: Bool.random(using: &random) ? " " : "")
      do throws(QueryError) {
        _ = try connection.query(sql, arguments: ["id": .text("a-1")])
      } catch {
        #expect(!error.message.isEmpty, "\(sql)")
        #expect((error.offset ?? 0) <= sql.utf8.count, "\(sql)")
      }
    }
    #expect(try connection.query("select count(*) as n from gpu").rows == [[.integer(3)]])
  }

  @Test func buildsTheSameBytesEachTime() throws {
    #expect(try SmallCatalog.database().sqliteBytes == SmallCatalog.database().sqliteBytes)
  }
}
