import Catalog
import Markup

/// Writes how the figures of a page were made as one part that opens at its end.
struct WorkingsHTML {
  let workings: Workings
  /// The list of what the engine answered, as ``AnswersHTML`` writes it.
  let answers: String
  /// The list of the engine's functions, as ``list(of:)`` writes it.
  let functions: String

  var html: String {
    guard !workings.isEmpty else { return "" }
    var html = "<details class=\"workings\">\n"
    html += "<summary>How the figures on this page are made</summary>\n"
    html += "<p>\(escaped(Self.introduction))</p>\n"
    for query in workings.queries { write(query, into: &html) }
    if !workings.answers.isEmpty {
      html += "<p>\(escaped(Self.introductionOfAnswers))</p>\n"
      html += answers
    }
    html += functions
    return html + "</details>\n"
  }

  static let introduction =
    "Figures that are not facts of the catalog come from these queries and, in them, from the "
    + "sizing engine. Each command gives its figures again, with all digits in the formats csv and "
    + "json."

  static let introductionOfAnswers =
    "What the engine answered, with the command that prints every step. Behind a model’s name its "
    + "page works out one case in full, with formulas, inputs and sources."

  private func write(_ query: Workings.Query, into html: inout String) {
    let title = escaped(query.title)
    html += "<div id=\""
    html += query.id
    html += "\">\n<p>"
    html += query.target.map { "<a href=\"#\(escaped($0))\">\(title)</a>" } ?? "<b>\(title)</b>"
    let reads = query.question.reads
    if !reads.isEmpty {
      html += " <small>reads "
      html += escaped(reads)
      html += "</small>"
    }
    html += "</p>\n<pre><code>"
    html += escaped(query.command)
    html += "</code></pre>\n</div>\n"
  }

  /// Returns the list of functions with what they give.
  static func list(of functions: [(signature: String, meaning: String)]) -> String {
    guard !functions.isEmpty else { return "" }
    var html = "<dl>\n"
    for function in functions {
      html += "<dt><code>\(HTMLEscape.text(function.signature))</code></dt>"
      html += "<dd>\(HTMLEscape.text(function.meaning))</dd>\n"
    }
    return html + "</dl>\n"
  }

  private func escaped(_ text: String) -> String { HTMLEscape.text(text) }
}
