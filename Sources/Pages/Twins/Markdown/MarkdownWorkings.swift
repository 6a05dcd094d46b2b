import Catalog
import Prose

/// How the figures of a page were made, as Markdown: the commands that ask its queries again. What
/// the engine answered stands in the page and in its JSON.
struct MarkdownWorkings {
  let workings: Workings
  /// The address of the page.
  let address: String

  /// The section, with an empty line before it; empty where there is nothing to say.
  var text: String {
    guard !workings.isEmpty else { return "" }
    var text = "\n\n## How the figures on this page are made\n"
    for query in workings.queries {
      let target = MarkdownEscape.destination("\(address)#\(query.target ?? query.id)")
      text += "\n[\(MarkdownEscape.text(query.title))](\(target)):\n\n"
      text += fenced(query.command)
    }
    if !workings.answers.isEmpty {
      text += "\nEvery step behind an answer of the engine:\n\n"
      text += fenced("rigbook size MODEL --quantization MIX --context TOKENS --gpu CARD --explain")
    }
    return String(text.dropLast())
  }

  /// A code block whose fence is longer than any run of backticks in it.
  private func fenced(_ code: String) -> String {
    var longest = 2
    var run = 0
    for byte in code.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    return "\(fence)sh\n\(code)\n\(fence)\n"
  }
}
