extension DiagnosticKind {
  static let templates: [DiagnosticKind] = [
    .init("template-too-large", .templates, "A template that is larger than any page needs."),
    .init("unclosed-tag", .templates, "A tag or a comment that is not closed."),
    .init(
      "stray-delimiter", .templates,
      "Braces that close nothing, or too few or too many of them."),
    .init("malformed-tag", .templates, "A tag whose text is no name."),
    .init(
      "nested-tag", .templates,
      "A comment that holds another tag, mostly because it is not closed."),
    .init("unsupported-tag", .templates, "A tag of a kind that checked templates cannot have."),
    .init("unclosed-section", .templates, "A section that is not closed."),
    .init("unopened-section", .templates, "A section that is closed but not open."),
    .init("mismatched-section", .templates, "A section that is closed by another name."),
    .init("deep-nesting", .templates, "Sections or partials that nest too deep."),
    .init("unknown-partial", .templates, "A partial that does not exist."),
    .init(
      "unknown-asset", .templates,
      "A file that a template or a style sheet names and `Templates/Assets/` does not hold."),
    .init("recursive-asset", .templates, "A style sheet that names itself."),
    .init("recursive-partial", .templates, "A partial that includes itself."),
    .init(
      "too-many-partials", .templates,
      "A template that includes more partials than a page needs."),
    .init(
      "unused-partial", .templates, .warning,
      "A partial that no template includes, so that nothing in it is checked."),
    .init("not-a-section", .templates, "A section over something that is always there."),
    .init("escaped-html", .templates, "HTML in two braces, which would show its tags to readers."),
    .init(
      "unescaped-text", .templates, .warning,
      "Text in three braces, which would read it as HTML."),
    .init("not-printable", .templates, "A list or a group of values where a text is expected."),
    .init("unknown-transform", .templates, "A transform that does not exist."),
    .init(
      "misplaced-transform", .templates,
      "A transform of something that it cannot be applied to."),
    .init("blank-template", .templates, "A template that does not print the text of its pages."),
  ]
}
