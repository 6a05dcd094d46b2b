import Catalog

/// What `catalog.json` says, as far as catalogs are compared.
package struct CatalogSnapshot: Decodable, Sendable {
  struct Column: Decodable, Sendable {
    var name: String
    var label: String
    var unit: String?
    var isComputed: Bool
    var namesRecordOf: String?
    var listsRecordsOf: String?

    private enum CodingKeys: String, CodingKey {
      case name, label, unit
      case isComputed = "is_computed"
      case namesRecordOf = "names_record_of"
      case listsRecordsOf = "lists_records_of"
    }
  }

  struct Table: Decodable, Sendable {
    var noun: String
    var columns: [Column]
    var records: [[String: Scalar]]

    private enum CodingKeys: String, CodingKey {
      case columns, records
      case noun = "record_is"
    }
  }

  var tables: [String: Table]

  /// Returns the tables that hold the records of these ids; ids are unique over the catalog.
  func tables(of ids: Set<String>) -> Set<String> {
    Set(
      tables.filter { _, table in
        table.records.contains { $0["id"]?.words.map(ids.contains) ?? false }
      }.keys)
  }
}
