import Catalog
import Foundation

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
  /// The texts of tables that are the same in the other build.
  private var others: [String: ArraySlice<UInt8>] = [:]

  private enum CodingKeys: String, CodingKey { case tables }

  /// Reads what two builds have not in common.
  static func pair(
    _ before: Data, _ after: Data
  ) -> (before: Result<Self, any Error>, after: Result<Self, any Error>) {
    let (old, new) = (texts(in: before), texts(in: after))
    let same = old.filter { new[$0.key] == $0.value }
    func read(_ catalog: Data, _ texts: [String: ArraySlice<UInt8>]) -> Result<Self, any Error> {
      Result {
        guard !texts.isEmpty else { return try JSONDecoder().decode(Self.self, from: catalog) }
        let tables = try texts.filter { same[$0.key] == nil }.mapValues {
          try JSONDecoder().decode(Table.self, from: Data($0))
        }
        return Self(tables: tables, others: same)
      }
    }
    return (read(before, old), read(after, new))
  }

  /// Returns the text of each table; none where the catalog is to be decoded as a whole.
  private static func texts(in catalog: Data) -> [String: ArraySlice<UInt8>] {
    JSONMembers.values(of: [UInt8](catalog)[...])?["tables"].flatMap(JSONMembers.values) ?? [:]
  }

  /// The tables of all records by their ids, which are unique over the catalog.
  var tableOfID: [String: String] {
    var found: [String: String] = [:]
    for (name, table) in tables {
      for record in table.records {
        if let id = record["id"]?.words { found[id] = name }
      }
    }
    for (name, text) in others {
      let records = JSONMembers.values(of: text)?["records"].flatMap(JSONMembers.elements) ?? []
      for record in records {
        let id = JSONMembers.values(of: record)?["id"]
        if let id, let id = try? JSONDecoder().decode(String.self, from: Data(id)) {
          found[id] = name
        }
      }
    }
    return found
  }
}
