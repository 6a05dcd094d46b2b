/// One thing in the catalog that is not as it was.
package struct FactChange: Hashable, Sendable {
  package enum Kind: String, Sendable {
    case cell
    case recordAdded = "record added"
    case recordRemoved = "record removed"
    case columnAdded = "column added"
    case columnRemoved = "column removed"
  }

  package var kind: Kind
  package var table: String
  package var record: String?
  package var column: String?
  /// The heading of the column, or what a record of the table is called.
  package var label: String
  /// The name of the record, or its id where it has none.
  package var recordName: String?
  /// The cell with its unit, as pages print it.
  package var before: String?
  package var after: String?
  /// Whether the cell is computed from others when the catalog is loaded.
  package var isComputed = false
  /// The ids of the record and of those that it names.
  var concerned: Set<String> = []

  /// The catalog's own name of it: `gpu.nvidia-rtx-5090.tdp_w`.
  package var name: String {
    [table, record, column].compactMap(\.self).joined(separator: ".")
  }

  /// What changed, for people: `Board power of GeForce RTX 5090`.
  package var subject: String {
    switch kind {
    case .cell: "\(label) of \(recordName ?? record ?? table)"
    case .recordAdded, .recordRemoved: "\(label) \(recordName ?? record ?? "")"
    case .columnAdded, .columnRemoved: "column \(label)"
    }
  }
}
