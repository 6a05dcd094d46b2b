/// The name of a record: its table and id.
package struct RecordName: Hashable, Sendable {
  package var table: String
  package var id: String

  package init(table: String, id: String) {
    self.table = table
    self.id = id
  }
}
