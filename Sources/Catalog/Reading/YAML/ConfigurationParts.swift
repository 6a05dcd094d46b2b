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

  /// How many there are of a part.
  struct Quantity {
    /// The number in digits.
    let count: ArraySlice<UInt8>
    let id: ArraySlice<UInt8>

    var isSingle: Bool { count.elementsEqual("1".utf8) }
  }

  /// Splits `2 x some-id` or `some-id`.
  static func quantity(in text: ArraySlice<UInt8>) -> Quantity? {
    let words = text.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
    switch words.count {
    case 1 where !text.isEmpty: return Quantity(count: one, id: text)
    case 3 where words[1].elementsEqual("x".utf8):
      return Quantity(count: words[0], id: words[2])
    default: return nil
    }
  }

  private static let one: ArraySlice<UInt8> = [UInt8(ascii: "1")]
}
