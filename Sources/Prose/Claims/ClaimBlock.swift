import Catalog
import Diagnostics
import Markup

/// A `=claim` block, or an entry under `claims` in front matter: a sentence of the page and the query
/// that makes it true.
package struct ClaimBlock: Sendable {
  /// Which sentence is claimed.
  enum Sentence: Sendable {
    /// The one in bold that an answer opens with.
    case verdict
    /// These words; `…` stands for what the site fills in.
    case words(Located<String>)
  }

  let sentence: Sentence
  let sql: String
  /// The place of the claim.
  let span: SourceSpan
  /// Where the query stands inside the block; `nil` in front matter.
  let sqlText: FormText?

  /// Returns the place of a fault of the query, `offset` bytes into it.
  func place(ofByte offset: Int?) -> SourceSpan {
    guard let sqlText else { return span }
    return offset.map(sqlText.span(at:)) ?? sqlText.span
  }
}

extension ClaimBlock {
  static func read(_ form: Form, in page: SourceFile) -> (block: ClaimBlock?, faults: [Diagnostic])
  {
    let word = form.argument.trimmingSpaces()
    let (header, body) = FormText(form, in: page).splitAtRule()
    guard word.isEmpty else {
      guard word == "verdict", header == nil else {
        return (nil, [unclear(word, form.span)])
      }
      return (claim(.verdict, body, form.span), [])
    }
    guard let header else {
      let fault = Diagnostic(
        "missing-field", "the claim does not say what it claims", at: form.span,
        help: [
          "begin the block with 'says: …', then a line '---', then the query",
          "or write '=claim verdict' for the sentence in bold that the answer opens with",
        ])
      return (nil, [fault])
    }
    let (value, faults) = YAMLReader.read(header.source.file, range: header.source.range)
    guard faults.isEmpty else { return (nil, faults) }
    var fields = Fields(value, of: "the claim", at: form.span)
    let says = fields.requiredText("says")
    return (says.map { claim(.words($0), body, form.span) }, fields.finish())
  }

  /// Reads an entry under `claims` in front matter.
  static func read(_ fields: inout Fields) -> ClaimBlock? {
    let says = fields.requiredText("says")
    let holds = fields.requiredText("holds")
    guard let says, let holds else { return nil }
    return ClaimBlock(sentence: .words(says), sql: holds.value, span: holds.span, sqlText: nil)
  }

  private static func claim(
    _ sentence: Sentence, _ body: FormText, _ span: SourceSpan
  ) -> ClaimBlock {
    ClaimBlock(sentence: sentence, sql: body.text, span: span, sqlText: body)
  }

  private static func unclear(_ word: String, _ span: SourceSpan) -> Diagnostic {
    word == "verdict"
      ? Diagnostic(
        "unknown-field", "a claim about the verdict has no header: its sentence is known", at: span,
        help: ["leave out all down to the line '---'"])
      : Diagnostic(
        "unknown-value", "'\(word)' is no kind of claim; known is verdict", at: span,
        help: NearestName.help(for: word, among: ["verdict"]))
  }
}
