import Testing

@testable import Pages

@Suite("Writing comma-separated values")
struct CSVWriterTests {
  @Test(arguments: [
    (["a", "b"], "a,b\r\n"),
    (["a,b", "c\"d", "e\nf"], "\"a,b\",\"c\"\"d\",\"e\nf\"\r\n"),
    (["", " x", "y "], ",\" x\",\"y \"\r\n"),
    (["ä – 1"], "ä – 1\r\n"),
  ])
  func quotesOnlyWhatNeedsIt(fields: [String], text: String) {
    var csv = CSVWriter()
    csv.record(fields)
    #expect(csv.text == text)
  }
}
