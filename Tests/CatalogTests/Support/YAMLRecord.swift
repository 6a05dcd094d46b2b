/// One record written as YAML, field by field, to be changed by tests.
struct YAMLRecord {
  var fields: [(name: String, value: String?)]

  /// The record with some fields changed, added at the end or, with `nil`, left out.
  func changed(_ changes: [(String, String?)]) -> YAMLRecord {
    var record = self
    for (name, value) in changes {
      if let index = fields.firstIndex(where: { $0.name == name }) {
        record.fields[index].value = value
      } else {
        record.fields.append((name, value))
      }
    }
    return record
  }

  /// The record as an item of a list.
  var text: String {
    let lines = fields.compactMap { field in field.value.map { "  \(field.name): \($0)\n" } }
    return "-" + lines.joined().dropFirst()
  }
}
