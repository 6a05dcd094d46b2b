import Catalog
import Diagnostics
import Testing

@testable import Prose

/// The short way to read front matter gives what the YAML parser gives, or nothing.
@Suite("Flat front matter")
struct FlatFrontMatterTests {
  /// A value in words, with all its places.
  private func words(_ value: YAMLValue?) -> String {
    guard let value else { return "nothing" }
    switch value.kind {
    case .map(let entries):
      let parts = entries.map { "\($0.key.text)@\($0.key.span)=\(words($0.value))" }
      return "{\(parts.joined(separator: ";"))}@\(value.span)"
    default: return "\(value.kind)@\(value.span)"
    }
  }

  private func source(_ yaml: String) -> (file: SourceFile, range: Range<Int>) {
    let file = SourceFile(path: "Content/a.md", text: "---\n\(yaml)---\n")
    return (file, 4..<(4 + yaml.utf8.count))
  }

  @Test(
    arguments: [
      "title: Memory\n",
      "title: What it's \"for\", 24 GiB/s (in all)!\norder: 3\nnavigation: false\n",
      "reviewed: 2026-11-23\n", "title: a:b c\n", "Title2_x: 1.5e3\n", "a: x - y ? z | > % @ ` ,\n",
      "a: no null\nb: nullify\nc: yes\n",
    ])
  func readsFlatLines(yaml: String) throws {
    let (file, range) = source(yaml)
    let (parsed, faults) = YAMLReader.read(file, range: range)
    #expect(faults.isEmpty)
    let flat = try #require(FlatFrontMatter.read(file, range: range))
    #expect(words(flat) == words(parsed))
  }

  @Test(
    arguments: [
      "", "title:\n", "title: \n", "title: ~\n", "title: null\n", "a: 1\na: 2\n", "a: b: c\n",
      "a: b:\n",
      "a: b #c\n", "a: #c\n", "a: 'b'\n", "a: \"b\"\n", "a: |\n  b\n", "a: b\n  c\n", "a: b\n\n",
      "a:  b\n", "a: b \n", " a: b\n", "- a\n", "a: [b]\n", "a: {b: c}\n", "a: &b c\n", "a: *b\n",
      "a: b\r\n", "a: ü\n", "a\n", "a b: c\n", "? a\n", "a: -b\n", "a:\tb\n", "a: b\tc\n",
      "a: b\u{7}\n",
      "# a: b\n", "a: b", "...\n",
    ])
  func leavesAllElseToTheParser(yaml: String) {
    let (file, range) = source(yaml)
    #expect(words(FlatFrontMatter.read(file, range: range)) == "nothing")
  }

  @Test func agreesWithTheParserOnRandomLines() {
    var random = SystemRandomNumberGenerator()
    let odd = [
      ":", ": ", " #", "#", "\"", "- ", "[", "}", "&", "*", "!", "|", "%", "@", "`", "?", "~",
      "\n  x",
      "\t", "\r", "---", "...", "\u{85}", "ü",
    ]
    let plain = [
      "a", "b1", "word", " ", "'s", ", ", "null", "2026-11-23", "1.0", "(x)", "true", "/", "a:b",
      "-",
    ]
    func line(_ number: Int) -> String {
      let key = Int.random(in: 0..<20, using: &random) == 0 ? "a" : "k\(number)"
      let parts = (0..<Int.random(in: 1...5, using: &random)).map { _ in
        let pieces = Int.random(in: 0..<8, using: &random) == 0 ? odd : plain
        return pieces.randomElement(using: &random) ?? ""
      }
      return key + ": " + parts.joined() + "\n"
    }
    var agreed = 0
    for _ in 0..<5_000 {
      let yaml = (0..<Int.random(in: 1...4, using: &random)).map(line).joined()
      let (file, range) = source(yaml)
      guard let flat = FlatFrontMatter.read(file, range: range) else { continue }
      let (parsed, faults) = YAMLReader.read(file, range: range)
      #expect(faults.isEmpty, "\(yaml.debugDescription)")
      #expect(words(flat) == words(parsed), "\(yaml.debugDescription)")
      agreed += 1
    }
    #expect(agreed > 500)
  }
}
