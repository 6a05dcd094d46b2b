import ArgumentParser
import Sizing

/// The value of `--kv-cache`: one type for keys and values, or `KEYS,VALUES`.
struct CacheTypes: Hashable, Sendable, ExpressibleByArgument {
  var keys: CacheType
  var values: CacheType

  init(keys: CacheType, values: CacheType) {
    self.keys = keys
    self.values = values
  }

  init?(argument: String) {
    let names = argument.lowercased().split(separator: ",", omittingEmptySubsequences: false)
    let types = names.compactMap { name in CacheType.allCases.first { "\($0.name)" == name } }
    guard types.count == names.count, let keys = types.first, let values = types.last,
      types.count <= 2
    else { return nil }
    self.keys = keys
    self.values = values
  }

  /// As in the option.
  var text: String { keys == values ? "\(keys.name)" : "\(keys.name),\(values.name)" }

  var defaultValueDescription: String { text }

  static let known = CacheType.allCases.map { "\($0.name)" }
}
