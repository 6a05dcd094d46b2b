import Testing

@testable import Catalog

struct SQLScannerTests {
  @Test(arguments: [
    ("select a", ["select", "a"]), ("a--b\nc", ["a", "c"]), ("a/* b */c", ["a", "c"]),
    ("'it''s' \"na\"\"me\"", ["it's", "na\"me"]), ("[a b] `c`", ["a b", "c"]),
    (":id @x", ["id", "x"]), ("1.5e3+x", ["1.5e3", "+", "x"]), ("'open", ["open"]),
    ("/* open", []), ("größe", ["größe"]), ("a;b", ["a", ";", "b"]),
  ])
  func cutsTokens(sql: String, texts: [String]) {
    let tokens = SQLScanner.tokens(of: sql)
    #expect(tokens.map(\.text) == texts)
    #expect(tokens.allSatisfy { $0.range.upperBound <= sql.utf8.count }, "\(tokens)")
  }
}
