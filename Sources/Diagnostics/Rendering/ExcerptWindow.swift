/// The part of a source line that an excerpt shows, with the marks below it.
///
/// Long lines (a CSV row, a paragraph) are cut around the span so that the marks stay in view.
package struct ExcerptWindow {
  /// The text to print, tabs as spaces.
  package var text: String
  /// The spaces before the marks.
  package var indent: String
  /// The carets below the span.
  package var marks: String

  /// The characters that are shown where nobody says.
  private static let usualLimit = 100
  /// How much of a long line is shown before the span.
  private static let context = 30
  /// The bytes before, in and behind the span that are looked at: more than any window shows, and
  /// less than a file that is one line.
  private static let mostBytes = 1 << 16

  /// Cuts the first line of a span out of its source.
  package init(line: String, span: SourceSpan) { self.init(bytes: Array(line.utf8), span: span) }

  /// Cuts the first line of a span out of its bytes. What is not UTF-8 among them shows as one
  /// character a byte, so that the marks stay below what they mark.
  init(bytes: [UInt8], span: SourceSpan, limit: Int? = nil) {
    let limit = limit ?? Self.usualLimit
    let start = min(max(span.start.column - 1, 0), bytes.count)
    let sameLine = span.end.line == span.start.line
    let end = sameLine ? min(max(span.end.column - 1, start), bytes.count) : bytes.count
    let before = Self.characters(bytes[..<start].suffix(Self.mostBytes))
    let marked = Self.characters(bytes[start..<end].prefix(Self.mostBytes))
    let after = Self.characters(bytes[end...].prefix(Self.mostBytes))
    let cutsFront = before.count + marked.count > limit - 10 && before.count > Self.context
    let shownBefore = cutsFront ? "…" + String(before.suffix(Self.context)) : before
    let room = max(limit - shownBefore.count, 20)
    let shownMarked = marked.count > room ? String(marked.prefix(room - 1)) + "…" : marked
    let rest = max(limit - shownBefore.count - shownMarked.count, 0)
    let shownAfter = after.count > rest ? String(after.prefix(max(rest - 1, 0))) + "…" : after
    text = shownBefore + shownMarked + shownAfter
    indent = String(repeating: " ", count: shownBefore.count)
    marks = String(repeating: "^", count: max(shownMarked.count, 1))
  }

  /// Decodes a slice; tabs and what could harm a terminal become spaces, so that marks stay below.
  private static func characters(_ bytes: ArraySlice<UInt8>) -> String {
    String(
      String(decoding: bytes, as: UTF8.self).map { character in
        character.unicodeScalars.allSatisfy(PrintableText.isHarmless) ? character : " "
      })
  }
}
