package import Diagnostics
internal import ModelFiles

/// Reads pages that the REST interface of WordPress gave, and writes them as pages of a site.
package enum WordPressReader {
  /// How large a file may be: a page has some hundred kilobytes, a hundred of them some megabytes.
  private static let limits = JSONLimits(
    bytes: 64 << 20, values: 1 << 20, stringBytes: 16 << 20)

  /// Reads a record or a list of records.
  ///
  /// - Throws: `DiagnosticError` with what keeps the file from being read; then no page is made.
  package static func pages(in source: SourceFile) throws(DiagnosticError) -> [ImportedPage] {
    let (value, diagnostics) = JSONReader.read(source, limits: limits)
    guard let value else { throw DiagnosticError(diagnostics) }
    let values = if case .list(let items) = value.kind { items } else { [value] }
    guard !values.isEmpty else {
      throw DiagnosticError(
        Diagnostic(
          "page-record", "found an empty list, expected the records of pages",
          at: source.span(value.range)))
    }
    var records: [PageRecord] = []
    var faults: [Diagnostic] = []
    for value in values {
      do throws(DiagnosticError) { records.append(try PageRecord(value, in: source)) } catch {
        faults += error.diagnostics
      }
    }
    guard faults.isEmpty else { throw DiagnosticError(faults) }
    let paths = Set(records.map(\.path))
    return records.map { page($0, among: paths) }
  }

  private static func page(_ record: PageRecord, among paths: Set<String>) -> ImportedPage {
    var nodes = HTMLTree.nodes(of: record.content)
    // Themes print the title; some authors did so too.
    if let first = nodes.firstIndex(where: { !$0.text.collapsed.isEmpty }),
      case .element(let heading) = nodes[first], heading.name == "h1",
      heading.text.collapsed == record.title
    {
      nodes.remove(at: first)
    }
    let questions = record.questions + scripts(in: nodes)
    let links = LinkPlaces(link: record.link, pages: paths)
    var writer = MarkdownWriter(
      links: links, anchors: MarkdownWriter.anchors(in: nodes),
      questions: Set(questions.map { MarkdownWriter.key($0.question) }))
    var body = writer.write(nodes)
    var added: Set<String> = writer.metQuestions
    for (question, answer) in questions where added.insert(MarkdownWriter.key(question)).inserted {
      body.append(
        writer.write([.element(HTMLElement(name: "h2", children: [.text(question)]))]))
      body.append(writer.write(HTMLTree.nodes(of: answer)))
    }
    return file(record, body)
  }

  private static func file(_ record: PageRecord, _ body: MarkdownBlock) -> ImportedPage {
    var head = ["---", "title: " + quoted(record.title)]
    if let description = record.description { head.append("description: " + quoted(description)) }
    if let day = record.published { head.append("published: " + day) }
    if let day = record.modified { head.append("reviewed: " + day) }
    head.append("---")
    var losses = record.losses.map { ImportedPage.Loss(line: 1, text: $0) }
    let last = head.count + max(body.lines.count, 1)
    for (line, text) in body.losses {
      let loss = ImportedPage.Loss(line: min(head.count + line + 1, last), text: text)
      // One style is often given to many elements.
      let isTold = text.hasPrefix("the style ") && losses.contains { $0.text == text }
      if !isTold, !losses.contains(loss) { losses.append(loss) }
    }
    let path = record.path == "/" ? "index.md" : record.path.dropFirst() + "index.md"
    return ImportedPage(
      path: String(path), text: (head + body.lines).map { $0 + "\n" }.joined(),
      losses: losses.enumerated().sorted { ($0.1.line, $0.0) < ($1.1.line, $1.0) }.map(\.1))
  }

  /// The questions in structured data that stands in the text itself.
  private static func scripts(in nodes: [HTMLNode]) -> [(question: String, answer: String)] {
    nodes.flatMap { node -> [(question: String, answer: String)] in
      guard case .element(let element) = node else { return [] }
      guard element.name == "script" else { return scripts(in: element.children) }
      guard element["type"] == "application/ld+json" else { return [] }
      let source = SourceFile(path: "script", text: element.text)
      // What is no JSON describes nothing; the script is told as lost in any case.
      return JSONReader.read(source).value.map { PageRecord.questions(in: $0) } ?? []
    }
  }

  /// A text as YAML between quotation marks.
  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
