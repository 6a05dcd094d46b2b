import Diagnostics
import ModelFiles
import Testing

@Suite("JSON reader")
struct JSONTests {
  private func read(_ text: String) -> (value: JSONValue?, diagnostics: [Diagnostic]) {
    JSONReader.read(SourceFile(path: "a.json", text: text))
  }

  @Test(arguments: [
    ("0", "0"), ("-12.5e+3", "-12.5e+3"), (" 4096\n", "4096"), ("Infinity", "Infinity"),
    ("-Infinity", "-Infinity"), ("NaN", "NaN"),
  ])
  func readsNumbersAsWritten(text: String, number: String) {
    #expect(read(text).value?.kind == .number(JSONNumber(number)))
  }

  @Test(arguments: [
    ("4096", 4096), ("4096.0", 4096), ("4e3", 4000), ("9223372036854775807", Int64.max),
    ("9223372036854775808", nil), ("1e400", nil), ("0.5", nil), ("NaN", nil), ("-3", -3),
  ])
  func tellsWholeNumbers(text: String, value: Int64?) {
    #expect(JSONNumber(text).integer == value)
  }

  @Test(arguments: [
    (#""a\n\u00e9\uD83D\uDE00\/""#, "a\né😀/"), (#""""#, ""), ("\"é\"", "é"),
  ])
  func resolvesEscapes(text: String, value: String) {
    #expect(read(text).value?.kind == .text(value))
  }

  @Test func keepsThePlaceOfEachValue() throws {
    let source = SourceFile(path: "a.json", text: "{\n  \"a\": [1, true]\n}\n")
    let value = try #require(JSONReader.read(source).value)
    guard case .object(let members) = value.kind, let member = members.first,
      case .list(let items) = member.value.kind
    else {
      Issue.record("found \(value)")
      return
    }
    #expect(source.span(member.keyRange).start == SourcePosition(line: 2, column: 3))
    #expect(items.map { source.span($0.range).start.column } == [9, 12])
  }

  @Test(arguments: [
    ("", "json-truncated", 1, 1), ("{", "json-truncated", 1, 2), ("[1,", "json-truncated", 1, 4),
    ("\"ab", "json-truncated", 1, 4), ("[1,]", "json-syntax", 1, 4), ("{1:2}", "json-syntax", 1, 2),
    ("{\"a\" 1}", "json-syntax", 1, 6), ("[1 2]", "json-syntax", 1, 4), ("01", "json-syntax", 1, 1),
    ("-", "json-syntax", 1, 1), ("1.", "json-truncated", 1, 3), ("1e+", "json-truncated", 1, 4),
    ("tru", "json-syntax", 1, 1), ("1 1", "json-syntax", 1, 3), ("\"a\tb\"", "json-syntax", 1, 3),
    ("\"\\x\"", "json-syntax", 1, 2), ("\"\\u12\"", "json-syntax", 1, 2),
    ("\"\\uD800\"", "bad-utf8", 1, 2), ("\"\\uD800\\u0041\"", "bad-utf8", 1, 2),
    ("{\"a\":1,\n\"\\u0061\":2}", "duplicate-key", 2, 1), ("\u{FEFF}1", "json-syntax", 1, 1),
    ("// a", "json-syntax", 1, 1), ("'a'", "json-syntax", 1, 1), ("\"\\", "json-truncated", 1, 3),
  ])
  func refusesWhatIsNoJSON(text: String, id: String, line: Int, column: Int) {
    let found = read(text)
    #expect(found.value == nil)
    #expect(found.diagnostics.map(\.id.rawValue) == [id])
    #expect(found.diagnostics.first?.span?.start == SourcePosition(line: line, column: column))
  }

  @Test func notesTheFirstOfTwoKeys() {
    let notes = read("{\"a\":1,\"a\":2}").diagnostics.first?.notes
    #expect(notes?.first?.span?.start == SourcePosition(line: 1, column: 2))
  }

  @Test(
    arguments: [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22],
      [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xE2, 0x82, 0x22],
    ] as [[UInt8]])
  func refusesBytesThatAreNoUTF8(bytes: [UInt8]) {
    let found = JSONReader.read(SourceFile(path: "a.json", bytes: bytes))
    #expect(found.diagnostics.map(\.id) == ["bad-utf8"])
    #expect(found.diagnostics.first?.span?.start.column == 2)
  }

  @Test(arguments: [
    (String(repeating: "[", count: 100_000), "json-depth"),
    (String(repeating: "{\"a\":", count: 100_000), "json-depth"),
    ("[" + String(repeating: "1,", count: 300_000) + "1]", "json-size"),
    ("\"" + String(repeating: "a", count: 2 << 20) + "\"", "json-size"),
    ("{\"" + String(repeating: "a", count: 5000) + "\":1}", "json-size"),
    (String(repeating: "9", count: 100), "json-size"),
    (String(repeating: " ", count: 9 << 20), "json-size"),
  ])
  func staysWithinItsLimits(text: String, id: String) {
    #expect(read(text).diagnostics.map(\.id.rawValue) == [id])
  }

  @Test func readsAsDeepAsTheLimit() {
    let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(read(text).value != nil)
  }
}
