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
    var html = HTMLBytes()
    html.write("<details class=\"workings\">\n")
    html.write("<summary>How the figures on this page are made</summary>\n<p>")
    html.write(escaped: Self.introduction)
    html.write("</p>\n")
    for query in workings.queries { write(query, into: &html) }
    if !workings.answers.isEmpty {
      html.write("<p>")
      html.write(escaped: Self.introductionOfAnswers)
      html.write("</p>\n")
      html.write(answers)
    }
    html.write(functions)
    html.write("</details>\n")
    return html.text
  }

  static let introduction =
    "Figures that are not facts of the catalog come from these queries and, in them, from the "
    + "sizing engine. Each command gives its figures again, with all digits in the formats csv and "
    + "json."

  static let introductionOfAnswers =
    "What the engine answered, with the command that prints every step. Behind a model’s name its "
    + "page works out one case in full, with formulas, inputs and sources."

  private func write(_ query: Workings.Query, into html: inout HTMLBytes) {
    html.write("<div id=\"")
    html.write(query.id)
    html.write("\">\n<p>")
    if let target = query.target {
      html.write("<a href=\"#")
      html.write(escaped: target)
      html.write("\">")
      html.write(escaped: query.title)
      html.write("</a>")
    } else {
      html.write("<b>")
      html.write(escaped: query.title)
      html.write("</b>")
    }
    let reads = query.question.reads
    if !reads.isEmpty {
      html.write(" <small>reads ")
      html.write(escaped: reads)
      html.write("</small>")
    }
    html.write("</p>\n<pre><code>")
    html.write(escaped: query.command)
    html.write("</code></pre>\n</div>\n")
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
}
