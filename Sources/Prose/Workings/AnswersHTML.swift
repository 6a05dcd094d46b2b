import Catalog
import Markup

/// Writes what the engine answered on a page, a list for each model.
struct AnswersHTML {
  let workings: Workings
  /// Words for records.
  let words: WorkingsWords
  /// Returns the link to the part of a record's page that derives a figure, if there is one.
  let derivation: (RecordName, String) -> String?

  var html: String {
    var html = ""
    for (model, answers) in workings.answersByModel { write(answers, about: model, into: &html) }
    return html
  }

  private func write(
    _ answers: [Workings.Answer], about model: String, into html: inout String
  ) {
    let name = escaped(words.name(of: model, in: "model"))
    let href = derivation(RecordName(table: "model", id: model), EngineFigure.need.rawValue)
    html += "<p>" + (href.map { "<a href=\"\(HTMLEscape.href($0))\">\(name)</a>" } ?? name)
    html += "</p>\n<ul>\n"
    for answer in answers {
      html += "<li id=\"\(answer.id)\">\(escaped(words.setting(of: answer))): "
      html += escaped(words.results(of: answer))
      html += " <code>\(escaped(words.command(for: answer)))</code></li>\n"
    }
    html += "</ul>\n"
  }

  private func escaped(_ text: String) -> String { HTMLEscape.text(text) }
}
