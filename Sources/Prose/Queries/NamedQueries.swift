import Catalog
package import Diagnostics
import Markup

/// The queries of `Content/Tables`, which any page may show by name.
package struct NamedQueries: Sendable {
  /// The folder that holds them.
  package static let folder = "Content/Tables/"

  private var blocks: [String: QueryBlock] = [:]
  private(set) var files: [String: SourceFile] = [:]
  /// The names of files that cannot be used, which has been reported.
  private var faulty: Set<String> = []

  package init() {}

  /// Whether there is none.
  package var isEmpty: Bool { blocks.isEmpty }

  /// The names, sorted.
  package var names: [String] { blocks.keys.sorted() }

  /// Returns the path of the file that holds a query.
  package static func file(of name: String) -> String { "\(folder)\(name).sql" }

  func isFaulty(_ name: String) -> Bool { faulty.contains(name) }

  /// Returns the anchor that a block states, or the file of its query does.
  package func anchor(of query: QuerySource) -> String? {
    switch query {
    case .own(let block): block.id
    case .named(let name, let header): header.id ?? blocks[name.value]?.id
    }
  }

  subscript(name: String) -> QueryBlock? { blocks[name] }

  /// Reads files, each of which holds what a `=table` holds: a header, a line `---` and a query.
  package static func read(
    _ files: [SourceFile]
  ) -> (queries: NamedQueries, faults: [Diagnostic]) {
    var queries = NamedQueries()
    var faults: [Diagnostic] = []
    for file in files {
      guard let name = name(of: file.path) else {
        faults.append(misnamed(file.path))
        continue
      }
      let (block, found) = read(file)
      queries.blocks[name] = block
      queries.files[name] = file
      if block == nil { queries.faulty.insert(name) }
      faults += found
    }
    return (queries, faults)
  }

  private static func name(of path: String) -> String? {
    guard path.hasPrefix(folder), path.hasSuffix(".sql") else { return nil }
    let name = String(path.dropFirst(folder.utf8.count).dropLast(".sql".utf8.count))
    return Anchor.isValid(name) ? name : nil
  }

  private static func misnamed(_ path: String) -> Diagnostic {
    Diagnostic(
      "unknown-file", "'\(path)' is no named query", at: SourceSpan(file: path, line: 1),
      help: ["call it '\(folder)NAME.sql', NAME of letters, digits and hyphens"])
  }

  private static func read(_ file: SourceFile) -> (block: QueryBlock?, faults: [Diagnostic]) {
    let top = SourceSpan(file: file.path, line: 1)
    guard TextCheck.findings(in: file.bytes, range: 0..<file.bytes.count).isEmpty else {
      return (
        nil,
        [
          Diagnostic(
            "invalid-utf8", "the file is not UTF-8 text", at: top, help: ["save it as UTF-8"])
        ]
      )
    }
    let (header, body) = FormText(wholeOf: file).splitAtRule()
    guard let header else {
      let fault = Diagnostic(
        "missing-caption", "the named query has no caption", at: top,
        help: ["begin the file with 'caption: …', then a line '---', then the query"])
      return (nil, [fault])
    }
    let (value, yamlFaults) = YAMLReader.read(header.source.file, range: header.source.range)
    guard yamlFaults.isEmpty else { return (nil, yamlFaults) }
    var fields = Fields(value, of: "the named query's header", at: top)
    var read = QueryHeader(&fields, needsCaption: true)
    read.printed = header.printed(read.texts)
    let faults = fields.finish()
    return (read.caption.map { QueryBlock(read, caption: $0, sqlText: body) }, faults)
  }
}
