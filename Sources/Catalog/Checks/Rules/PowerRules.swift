/// Rules that say whether a configuration's supplies carry what its parts draw.
enum PowerRules {
  static let all: [Rule<Parts>] = [supplyLoad]

  /// The peak of all parts against what the supplies give, less one where one may fail.
  private static let supplyLoad = Rule<Parts>("supply-load") { parts, catalog in
    let figures = ConfigurationFigures(
      of: RecordReader(
        tables: TableIndex(catalog), table: parts.record.table, row: parts.record.row))
    guard let load = figures.peakPower.number, let usable = figures.usablePower.number,
      load > usable
    else { return nil }
    return .init(.overload(load: load, usable: usable), at: "power_supply_id")
  }
}
