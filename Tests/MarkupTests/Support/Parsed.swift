import Diagnostics
import Markup

/// A text together with what became of it.
struct Parsed {
  let source: SourceFile
  let document: MarkdownDocument
  let diagnostics: [Diagnostic]

  init(_ text: String, after front: String = "") {
    self.init(bytes: Array((front + text).utf8), start: front.utf8.count)
  }

  init(bytes: [UInt8], start: Int = 0) {
    source = SourceFile(path: "page.md", bytes: bytes)
    (document, diagnostics) = MarkdownDocument.parse(source, range: start..<bytes.count)
  }

  /// The HTML with links as written and forms as `{argument}` or `{{name argument}}`.
  var html: String {
    document.html(
      form: { form, _ in
        form.shape == .inline ? "{\(form.argument)}" : "{{\(form.name) \(form.argument)}}"
      },
      link: { $0.destination })
  }

  /// The HTML as cmark would print it: without the ids and permalinks of headings.
  var plainHTML: String {
    html
      .replacing(#/<h([1-6]) id="[^"]*"><a class="permalink" href="[^"]*">(?s:(.*?))<\/a><\/h/#) {
        "<h\($0.output.1)>\($0.output.2)</h"
      }
      .replacing(#/<h([1-6]) id="[^"]*">/#) { "<h\($0.output.1)>" }
      .replacing(#/<a class="permalink-mark" href="[^"]*" aria-label="[^"]*"><\/a>/#, with: "")
  }

  /// The stretch of the source that a span names.
  func text(_ span: SourceSpan?) -> String {
    guard let span, let start = source.offset(of: span.start), let end = source.offset(of: span.end)
    else { return "no place" }
    return start <= end ? String(decoding: source.bytes[start..<end], as: UTF8.self) : "reversed"
  }

  /// The diagnostics, each as `id: text at its place`.
  var faults: [String] {
    diagnostics.sortedForReport().map { "\($0.id.rawValue): \(text($0.span))" }
  }
}
