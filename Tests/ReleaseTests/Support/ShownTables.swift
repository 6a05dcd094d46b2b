import Foundation

/// The words of tables as readers see them: rows of cells by caption.
enum ShownTables {
  static func ofHTML(_ html: String) -> [String: [[String]]] {
    var tables: [String: [[String]]] = [:]
    for table in html.matches(of: /(?s)<caption[^>]*>(.*?)<\/caption>(.*?)<\/table>/) {
      let rows = table.2.matches(of: /(?s)<tr[^>]*>(.*?)<\/tr>/).map { row in
        row.1.matches(of: /(?s)<t[dh][^>]*>(.*?)<\/t[dh]>/).map { plain(String($0.1)) }
      }
      tables[plain(String(table.1))] = Array(rows.dropFirst())
    }
    return tables
  }

  private static func plain(_ html: String) -> String {
    html.replacing(/<[^>]*>/, with: "").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
  }

  static func ofMarkdown(_ text: String) -> [String: [[String]]] {
    var tables: [String: [[String]]] = [:]
    var caption = ""
    for line in text.split(separator: "\n").map({ $0.drop { " >".contains($0) } }) {
      if let match = line.wholeMatch(of: /\*\*(.*)\*\*/) { caption = String(match.1) }
      guard line.hasPrefix("| "), line.hasSuffix(" |") else { continue }
      tables[caption, default: []].append(cells(of: line))
    }
    // The heading and the row of dashes are no data.
    return tables.mapValues { Array($0.dropFirst(2)) }
  }

  private static func cells(of line: Substring) -> [String] {
    let marked = line.dropFirst(2).dropLast(2).replacing("\\|", with: "\u{1}")
    return marked.split(separator: " | ", omittingEmptySubsequences: false).map { cell in
      let text = cell.replacing(/^\[(.*)\]\([^)]*\)$/) { $0.1 }
      return String(text).replacing("\u{1}", with: "|").replacing(/\\([*<>\[\]&_`~])/) { $0.1 }
    }
  }
}

/// A table of a JSON twin with its values as CSV writes them.
struct TwinTable {
  var id: String
  var caption: String
  var keys: [String]
  var rows: [[String]]

  init(_ table: Twin.Table) {
    let rows = table.rows
    id = table.id
    caption = table.caption
    let keys = table.columns.map(\.name).flatMap { name in
      rows.contains { $0[name + "_ref"] != nil } ? [name + "_ref", name] : [name]
    }
    self.keys = keys
    self.rows = rows.map { row in keys.map { row[$0]?.text ?? "" } }
  }
}

/// What tests read of a JSON twin.
struct Twin: Decodable {
  struct Table: Decodable {
    struct Column: Decodable { var name: String }

    var id: String
    var caption: String
    var columns: [Column]
    var rows: [[String: Value]]
  }

  struct Bound: Decodable { var text: String }

  /// A value in the notation of CSV.
  struct Value: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        text = ""
      } else if let flag = try? container.decode(Bool.self) {
        text = flag ? "true" : "false"
      } else if let whole = try? container.decode(Int.self) {
        text = String(whole)
      } else if let number = try? container.decode(Double.self) {
        text = number.description
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  var tables: [Table]
  var values: [Bound]
}

/// Reads comma-separated values (RFC 4180), strictly.
enum CSVText {
  static func records(_ text: String) -> [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var field = ""
    var isQuoted = false
    var rest = Array(text.unicodeScalars)[...]
    while let scalar = rest.popFirst() {
      switch (scalar, isQuoted) {
      case ("\"", true) where rest.first == "\"":
        field.append("\"")
        rest.removeFirst()
      case ("\"", _): isQuoted.toggle()
      case (",", false):
        record.append(field)
        field = ""
      case ("\r", false) where rest.first == "\n":
        rest.removeFirst()
        records.append(record + [field])
        record = []
        field = ""
      default: field.unicodeScalars.append(scalar)
      }
    }
    return records
  }
}
