/// SQL views over the tables.
enum CatalogViews {
  /// Returns the views that the given tables allow.
  static func statements(for tables: [TableSchema]) -> [String] {
    let names = Set(tables.map(\.name))
    guard names.isSuperset(of: ["configuration"] + parts.map(\.table)) else { return [] }
    return [configurationPart]
  }

  /// A part of a machine: the table it is in and how many of it the columns count.
  private static let parts: [(table: String, count: String)] = [
    ("platform", "1"), ("cpu", "cpu_count"), ("memory", "memory_kits"), ("gpu", "gpu_count"),
    ("power_supply", "power_supply_count"), ("chassis", "1"), ("storage", "storage_count"),
  ]

  /// One row for each kind of part of each machine, in the order of a parts list.
  private static var configurationPart: String {
    let selects = parts.enumerated().map { index, part in
      """
      select c.id as configuration_id, \(index + 1) as place,
        '\(words(part.table))' as kind, '\(part.table)' as part_table, p.id as part_id,
        p.name as part_name, \(part.count) as quantity
      from configuration c join \(part.table) p on p.id = c.\(part.table)_id
      where \(part.count) > 0
      """
    }
    return "create view configuration_part as " + selects.joined(separator: " union all ")
  }

  private static func words(_ table: String) -> String {
    table.split(separator: "_").joined(separator: " ")
  }
}
