import Diagnostics

@testable import Templates

/// A shape like that of a real page, small enough to read.
let pageShape = TemplateShape.object([
  "site": .object([
    "title": .text, "tagline": .optional(.text), "has_catalog": .flag,
    "data_date": .optional(.text),
  ]),
  "page": .object([
    "title": .text, "content": .html, "root": .optional(.text), "is_home": .flag,
    "contents": .listing(.object(["id": .text, "title": .text, "level": .number])),
    "breadcrumbs": .listing(
      .object(["title": .text, "href": .optional(.text), "is_current": .flag])),
    "author": .optional(.object(["name": .text, "email": .optional(.text)])),
    "tags": .list(.text),
  ]),
  "navigation": .listing(
    .object([
      "title": .text, "href": .text, "is_current": .flag,
      "children": .list(.object(["title": .text, "href": .text])),
    ])),
])

/// Loads templates given as name and text.
func load(
  _ templates: KeyValuePairs<String, String>, shape: TemplateShape = pageShape
) -> (library: TemplateLibrary, diagnostics: [Diagnostic]) {
  let files = templates.map { name, text in
    SourceFile(path: "Templates/\(name).mustache", text: text)
  }
  return TemplateLibrary.load(files, shape: shape)
}

extension TemplateLibrary {
  /// Renders a template as text.
  func text(_ name: String, _ value: TemplateValue) -> String {
    String(decoding: render(name, value), as: UTF8.self)
  }
}

/// The faults of one template as concise lines.
func faults(in text: String) -> [String] { concise(load(["page": text]).diagnostics) }

/// Diagnostics as `file:line:column: severity: summary [id]`.
func concise(_ diagnostics: [Diagnostic]) -> [String] {
  DiagnosticRenderer(format: .concise).render(diagnostics)
    .split(separator: "\n").map(String.init)
}

/// Renders one template that must be free of faults.
func rendered(_ text: String, _ value: TemplateValue) throws -> String {
  let (library, diagnostics) = load(["page": text])
  guard diagnostics.isEmpty else { throw DiagnosticError(diagnostics) }
  return library.text("page", value)
}

/// A value of `pageShape`.
func pageValue(
  title: String = "Memory", content: String = "<p>Text</p>",
  page: [String: TemplateValue] = [:]
) -> TemplateValue {
  let members: [String: TemplateValue] = [
    "title": .text(title), "content": .html(content), "is_home": .flag(false),
    "contents": .listing(
      items: [
        .object(["id": .text("a"), "title": .text("First"), "level": .number(2)]),
        .object(["id": .text("b"), "title": .text("Second"), "level": .number(3)]),
      ], html: .html("<ol><li>First</li></ol>")),
    "tags": .list([.text("x"), .text("y"), .text("z")]),
  ]
  let page = members.merging(page) { _, new in new }
  return .object([
    "site": .object(["title": .text("Guide"), "has_catalog": .flag(true)]),
    "page": .object(TemplateObject(page.map { ($0.key, $0.value) })),
    "navigation": .listing(
      items: [
        .object([
          "title": .text("Cards"), "href": .text("gpu/"), "is_current": .flag(true),
          "children": .list([.object(["title": .text("Big"), "href": .text("gpu/big/")])]),
        ]),
        .object(["title": .text("Memory"), "href": .text("ram/"), "is_current": .flag(false)]),
      ], html: .html("<ul></ul>")),
  ])
}
