import Foundation

@testable import Changes

/// Small builds to compare, written as the twins write them.
enum Builds {
  /// Returns a page of the twin's JSON; `parts` are its other members.
  static func page(_ path: String, _ parts: String = "") throws -> PageSnapshot {
    let defaults = ["headings", "values", "tables"].filter { !parts.contains("\"\($0)\":") }
      .map { "\"\($0)\": []" }
    let members =
      ["\"title\": \"T\"", "\"description\": \"D\"", "\"path\": \"\(path)\""] + defaults
      + (parts.isEmpty ? [] : [parts])
    return try decode("{\(members.joined(separator: ", "))}")
  }

  /// Returns a table of cards in the twin's JSON.
  static func cards(_ rows: [String], query: Bool = true) -> String {
    let question = query ? "\"query\": \"q.1\", " : ""
    let queries =
      query ? ", \"queries\": [{\"id\": \"q.1\", \"reads\": \"gpu (id, name, tdp_w)\"}]" : ""
    return """
      "tables": [{"id": "cards", "caption": "Cards", \(question)"columns": [
      {"name": "name", "label": "Card"}, {"name": "tdp_w", "label": "Power", "unit": "W"},
      {"name": "verdict", "label": "Verdict"}, {"name": "margin_gib", "label": "Left", "unit": "GiB"}
      ], "rows": [\(rows.joined(separator: ", "))]}]\(queries)
      """
  }

  /// Returns a row of ``cards(_:query:)``.
  static func row(
    _ id: String, _ power: String = "100", verdict: String = "fits", margin: String = "2.25"
  ) -> String {
    """
    {"name_ref": "\(id)", "name": "Card \(id)", "tdp_w": \(power), "verdict": "\(verdict)", \
    "margin_gib": \(margin)}
    """
  }

  /// Returns a catalog with one table of cards.
  static func catalog(_ records: [String: String]) throws -> CatalogSnapshot {
    let rows = records.sorted { $0.key < $1.key }.map { id, power in
      "{\"id\": \"\(id)\", \"name\": \"Card \(id)\", \"tdp_w\": \(power)}"
    }
    return try decode(
      """
      {"tables": {"gpu": {"record_is": "graphics card", "columns": [
      {"name": "id", "label": "Id", "is_computed": false},
      {"name": "name", "label": "Name", "is_computed": false},
      {"name": "tdp_w", "label": "Power", "unit": "W", "is_computed": false}],
      "records": [\(rows.joined(separator: ", "))]}}}
      """)
  }

  static func decode<Value: Decodable>(_ text: String) throws -> Value {
    try JSONDecoder().decode(Value.self, from: Data(text.utf8))
  }

  /// Compares a page in two builds.
  static func report(
    _ before: PageSnapshot, _ after: PageSnapshot, texts: (String, String)? = nil,
    catalogs: (CatalogSnapshot, CatalogSnapshot)? = nil
  ) -> ChangeReport {
    let side = { (page: PageSnapshot, text: String?, catalog: CatalogSnapshot?) in
      SiteSnapshot(
        paths: [page.path], pages: [page.path: page],
        texts: text.map { [page.path: $0] } ?? [:], catalog: catalog)
    }
    return SiteComparison(
      SnapshotPair(
        before: side(before, texts?.0, catalogs?.0), after: side(after, texts?.1, catalogs?.1))
    ).report
  }
}

extension ChangeReport {
  /// The changes, a line each.
  var lines: [String] {
    changes.map { change in
      "\(change.kind.rawValue) \(change.place) | \(change.what) | \(ReportWords.step(change))"
        + (change.causes.isEmpty ? "" : " | " + change.causes.joined(separator: " "))
    }
  }
}
