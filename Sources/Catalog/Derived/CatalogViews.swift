/// One SQL view over the tables.
package struct CatalogView: Sendable {
  package let name: String
  /// The names of its columns.
  package let columns: [String]
  /// What its rows are, in a sentence.
  package let meaning: String
  /// The tables that it reads.
  let tables: [String]
  /// The query behind it.
  let query: String

  var statement: String { "create view \(name) as \(query)" }
}

/// SQL views over the tables.
enum CatalogViews {
  private static let fixed = [
    configurationPart, currentPrice, gpuNeighbour, workloadModel, workloadPrecision, usualModel,
  ]

  /// Returns the views that the given tables allow.
  static func views(for tables: [TableSchema], _ freshness: Freshness) -> [CatalogView] {
    let names = Set(tables.map(\.name))
    return (fixed + recent(in: tables, freshness)).filter { names.isSuperset(of: $0.tables) }
  }

  /// A part of a machine: the table it is in and how many of it the columns count.
  private static let parts: [(table: String, count: String)] = [
    ("platform", "1"), ("cpu", "cpu_count"), ("memory", "memory_kits"), ("gpu", "gpu_count"),
    ("power_supply", "power_supply_count"), ("chassis", "1"), ("storage", "storage_count"),
  ]

  private static let configurationPart = CatalogView(
    name: "configuration_part",
    columns: [
      "configuration_id", "place", "kind", "part_table", "part_id", "part_name", "quantity",
    ],
    meaning: "One row for each kind of part of each machine, in the order of a parts list.",
    tables: ["configuration"] + parts.map(\.table),
    query: parts.enumerated().map { index, part in
      """
      select c.id as configuration_id, \(index + 1) as place,
        '\(words(part.table))' as kind, '\(part.table)' as part_table, p.id as part_id,
        p.name as part_name, \(part.count) as quantity
      from configuration c join \(part.table) p on p.id = c.\(part.table)_id
      where \(part.count) > 0
      """
    }.joined(separator: " union all "))

  /// Street prices come before others of the same day: they are what a buyer pays.
  private static let currentPrice = CatalogView(
    name: "current_price",
    columns: [
      "part_id", "price_id", "price_usd", "price_kind", "listings", "as_of", "valid_until",
      "source",
    ],
    meaning:
      "The newest verified price of each part. Show it only while valid_until is not past, and with "
      + "its date and kind.",
    tables: ["price"],
    query: """
      select part_id, id as price_id, price_usd, price_kind, listings, as_of, valid_until, source
      from (
        select *, row_number() over (
          partition by part_id
          order by as_of desc, case price_kind when 'street' then 1 when 'street lowest' then 2
            when 'street median' then 3 when 'list' then 4 when 'launch or list' then 5 else 6 end, id
        ) as age_rank
        from price where verified = 1
      )
      where age_rank = 1
      """)

  private static let gpuNeighbour = CatalogView(
    name: "gpu_neighbour", columns: ["gpu_id", "direction", "neighbour_id"],
    meaning:
      "The next card of the same class with more memory (up) and with less (down); of equal ones the "
      + "one with the highest bandwidth, then the newest.",
    tables: ["gpu"],
    query: [("up", ">", ""), ("down", "<", " desc")].map { direction, comparison, order in
      """
      select g.id as gpu_id, '\(direction)' as direction, (
        select n.id from gpu n
        where n.class = g.class and n.memory_marketed_gb \(comparison) g.memory_marketed_gb
          and n.memory_usable_gib \(comparison) g.memory_usable_gib
        order by n.memory_marketed_gb\(order), n.bandwidth_gb_s desc,
          n.launch_date desc, n.id limit 1
      ) as neighbour_id
      from gpu g
      """
    }.joined(separator: " union all "))

  private static let modelTables = ["model"] + CatalogSchema.mediaModelTables

  private static let workloadModel = CatalogView(
    name: "workload_model",
    columns: ["workload_id", "place", "model_table", "model_id", "model_name"],
    meaning: "The models of each workload, in the order of the record.",
    tables: ["workload"] + modelTables,
    query: """
      select w.id as workload_id, item.key + 1 as place, m.model_table, m.id as model_id,
        m.name as model_name
      from workload w join json_each(\(jsonList("w.model_ids"))) item
      join (
        \(modelTables.map { "select id, name, '\($0)' as model_table from \($0)" }
          .joined(separator: " union all "))
      ) m on m.id = item.value
      """)

  /// What people run is not known; what the workloads of the catalog name is. Workloads name few
  /// very small and very large models, and lists need both ends.
  private static let usualModel = CatalogView(
    name: "usual_model", columns: ["model_id", "named"],
    meaning:
      "The language models to show where a list of all is too long: those that at least two "
      + "workloads of the kind language name, below 5 and above 150 billion parameters one. Of "
      + "several with one shape the one named most, then the newest.",
    tables: ["workload", "model"],
    // Straight from the lists, in the order in which little is looked up: `cross join` keeps it.
    query: """
      select model_id, named from (
        select m.id as model_id, count(*) as named, m.params_total, row_number() over (
          partition by m.params_total, m.layers, m.hidden_size
          order by count(*) desc, m.release_date desc, m.id
        ) as shape_rank
        from workload w cross join json_each(\(jsonList("w.model_ids"))) item
        cross join model m on m.id = item.value
        where w.category = 'language'
        group by m.id
      )
      where shape_rank = 1 and (named >= 2 or params_total < 5e9 or params_total > 150e9)
      """)

  private static let workloadPrecision = CatalogView(
    name: "workload_precision",
    columns: ["workload_id", "place", "quantization_id", "quantization_name", "is_sized"],
    meaning: "The quantizations of each workload, in the order of the record.",
    tables: ["workload", "quantization"],
    query: """
      select w.id as workload_id, item.key + 1 as place, q.id as quantization_id,
        q.name as quantization_name, q.is_sized
      from workload w join json_each(\(jsonList("w.precision_ids"))) item
      join quantization q on q.id = item.value
      """)

  /// Writes a list of ids, separated by semicolons, as JSON. Ids hold nothing that JSON escapes.
  private static func jsonList(_ column: String) -> String {
    "'[\"' || replace(replace(\(column), ' ', ''), ';', '\",\"') || '\"]'"
  }

  private static func words(_ table: String) -> String {
    table.split(separator: "_").joined(separator: " ")
  }
}
