/// The words for what has no place in Markdown.
enum LossText {
  /// The first words of a text, in one line.
  static func short(_ text: String) -> String {
    let line = MarkdownEscape.printable(text).collapsed
    return line.count > 60 ? line.prefix(59) + "…" : line
  }

  /// What is lost with an element that is left out whole, or `nil` where its text can stay.
  static func ofMedia(_ element: HTMLElement) -> String? {
    switch element.name {
    case "form", "input", "select", "textarea", "fieldset": of(element)
    case "iframe", "embed", "object", "video", "audio", "canvas", "svg", "math", "map": of(element)
    default: nil
    }
  }

  /// What is lost with an element.
  static func of(_ element: HTMLElement) -> String {
    let source = ["src", "data-src", "data", "action"].compactMap { element[$0] }.first
    let address = source.map { " '\(short($0))'" } ?? ""
    switch element.name {
    case "script":
      let type = element["type"] ?? ""
      return type.contains("json") ? "structured data (\(short(type)))" : "a script\(address)"
    case "style": return "a style sheet"
    case "form": return "a form\(address)"
    case "input", "select", "textarea", "fieldset": return "a field of a form"
    case "iframe": return "an embedded page\(address)"
    case "noscript", "template": return "what stands there without scripts"
    default: return "the element <\(short(element.name))>\(address)"
    }
  }
}
