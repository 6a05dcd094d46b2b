import Catalog
import Pages

/// What a page read, for people and for programs.
struct ReadList: Sendable {
  /// The page's path below the site's root.
  let page: String
  let title: String
  let reads: [Read]

  /// Returns the reads grouped by kind, the cells of a record on one line.
  func text(colors: Bool) -> String {
    var text = TextStyle.bold.paint("/" + page, colors) + "  \(title)\n"
    for (heading, lines) in groups where !lines.isEmpty {
      text += "\n" + TextStyle.bold.paint(heading, colors) + "\n"
      text += lines.map { "  \($0)\n" }.joined()
    }
    return text
  }

  /// The reads as JSON: an object with `page`, `title` and `reads`, each with its `kind`.
  var json: String {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("page", page)
      writer.member("title", title)
      writer.key("reads")
      writer.array { writer in
        for read in reads { Self.write(read, to: &writer) }
      }
    }
    return writer.text + "\n"
  }

  private var groups: [(heading: String, lines: [String])] {
    [
      ("cells", cells),
      (
        "records as a whole",
        lines { read in
          switch read {
          case .record(let table, let id): "\(table).\(id)"
          case .table(let name): "\(name), all records"
          default: nil
          }
        }
      ),
      ("queries", queries),
      ("templates", lines { if case .template(let name) = $0 { name } else { nil } }),
      ("files", lines { if case .asset(let path) = $0 { path } else { nil } }),
      (
        "places in the site",
        lines { read in
          guard case .page(let path, let field) = read else { return nil }
          return "/\(path) (\(field.rawValue))"
        }
      ),
      (
        "links",
        lines { read in
          switch read {
          case .link(let destination, _): destination
          case .address(let table, let id): "page of \(table).\(id)"
          case .figure(let table, let name): "derivation of \(table).\(name)"
          default: nil
          }
        }
      ),
      ("shared parts", lines { if case .fragment(let part) = $0 { part.name } else { nil } }),
      ("date", lines { if case .asOf = $0 { "--as-of" } else { nil } }),
    ]
  }

  private func lines(_ text: (Read) -> String?) -> [String] { reads.compactMap(text) }

  /// One line for each record, with the columns that were read.
  private var cells: [String] {
    var lines: [(record: String, columns: [String])] = []
    for case .cell(let table, let id, let column) in reads {
      let record = "\(table).\(id)"
      if lines.last?.record == record {
        lines[lines.count - 1].columns.append(column)
      } else {
        lines.append((record, [column]))
      }
    }
    return lines.map { "\($0.record): \($0.columns.joined(separator: ", "))" }
  }

  private var queries: [String] {
    lines { read in
      guard case .query(let query) = read else { return nil }
      var text = query.sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      let records = query.records.map { "\($0.table).\($0.id)" }
      for (verb, names) in [
        ("with", query.arguments), ("reads", query.columns), ("looks up", records),
      ] where !names.isEmpty {
        text += "\n    \(verb) \(names.joined(separator: ", "))"
      }
      return text + "\n    rows \(query.digest.hexadecimal)"
    }
  }

  private static func write(_ read: Read, to writer: inout JSONWriter) {
    writer.object { writer in
      switch read {
      case .cell(let table, let id, let column):
        writer.member("kind", "cell")
        writer.member("table", table)
        writer.member("id", id)
        writer.member("column", column)
      case .record(let table, let id):
        writer.member("kind", "record")
        writer.member("table", table)
        writer.member("id", id)
      case .table(let name): write("table", "name", name, to: &writer)
      case .query(let query):
        writer.member("kind", "query")
        writer.member("sql", query.sql)
        write(query.arguments, as: "arguments", to: &writer)
        write(query.columns, as: "columns", to: &writer)
        write(query.records.map { "\($0.table).\($0.id)" }, as: "records", to: &writer)
        writer.member("digest", query.digest.hexadecimal)
      case .template(let name): write("template", "name", name, to: &writer)
      case .asset(let path): write("asset", "path", path, to: &writer)
      case .page(let path, let field):
        write("page", "path", path, to: &writer)
        writer.member("field", field.rawValue)
      case .address(let table, let id):
        write("address", "table", table, to: &writer)
        writer.member("id", id)
      case .figure(let table, let name):
        write("figure", "table", table, to: &writer)
        writer.member("name", name)
      case .link(let destination, let source):
        write("link", "destination", destination, to: &writer)
        writer.member("source", source)
      case .fragment(let part): write("fragment", "name", part.name, to: &writer)
      case .asOf: writer.member("kind", "as-of")
      }
    }
  }

  private static func write(
    _ kind: String, _ name: String, _ value: String, to writer: inout JSONWriter
  ) {
    writer.member("kind", kind)
    writer.member(name, value)
  }

  private static func write(_ list: [String], as name: String, to writer: inout JSONWriter) {
    writer.key(name)
    writer.array { writer in
      for item in list { writer.string(item) }
    }
  }
}
