/// Rules that say whether a configuration's supplies carry what its parts draw.
enum PowerRules {
  static let all: [Rule<Parts>] = [supplyLoad]

  /// The peak of all parts against what the supplies give, less one where one may fail.
  private static let supplyLoad = Rule<Parts>("supply-load") { parts, catalog in
    guard let load = parts.figure("peak_dc_w", catalog),
      let usable = parts.figure("psu_usable_w", catalog), load > usable
    else { return nil }
    return .init(.overload(load: load, usable: usable), at: "power_supply_id")
  }
}

extension Parts {
  /// Returns a computed figure of the configuration, or `nil` where it is not known.
  fileprivate func figure(_ column: String, _ catalog: Catalog) -> Double? {
    let reader = RecordReader(
      tables: TableIndex(catalog.tables), table: record.table, row: record.row)
    let figures = zip(ConfigurationFigures.columns, ConfigurationFigures(of: reader).cells)
    return figures.first { $0.0.name == column }?.1.number
  }
}
