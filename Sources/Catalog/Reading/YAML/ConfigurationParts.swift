/// How the parts of a configuration are written: one line for each kind, `gpu: 2 x some-card`.
package enum ConfigurationParts {
  /// One kind of part and its columns.
  package struct Kind: Sendable {
    /// The key in YAML, which is also the name of the part's table.
    package let name: String
    /// The column that holds the part's id.
    package let idColumn: String
    /// The column that holds how many there are, or `nil` where there is always one.
    package let countColumn: String?

    var columns: [String] { [idColumn] + [countColumn].compactMap(\.self) }
  }

  static let tableName = "configuration"

  /// All kinds, in the order of a parts list.
  package static let all: [Kind] = [
    Kind(name: "platform", idColumn: "platform_id", countColumn: nil),
    Kind(name: "cpu", idColumn: "cpu_id", countColumn: "cpu_count"),
    Kind(name: "memory", idColumn: "memory_id", countColumn: "memory_kits"),
    Kind(name: "gpu", idColumn: "gpu_id", countColumn: "gpu_count"),
    Kind(
      name: "power_supply", idColumn: "power_supply_id", countColumn: "power_supply_count"),
    Kind(name: "chassis", idColumn: "chassis_id", countColumn: nil),
    Kind(name: "storage", idColumn: "storage_id", countColumn: "storage_count"),
  ]

  /// Splits `2 x some-id` or `some-id`; the offset is that of the id in the text, in bytes.
  static func quantity(in text: String) -> (count: String, id: String, idOffset: Int)? {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    switch words.count {
    case 1 where !text.isEmpty: return ("1", text, 0)
    case 3 where words[1] == "x":
      let offset = words[0].utf8.count + 3
      return (String(words[0]), String(words[2]), offset)
    default: return nil
    }
  }
}
