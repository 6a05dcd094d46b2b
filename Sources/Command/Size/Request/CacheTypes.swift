import Catalog
import Sizing

/// The value of `--kv-cache`: one type for keys and values, `KEYS,VALUES`, or vLLM's `fp8`.
struct CacheTypes: Hashable, Sendable {
  var keys: CacheType
  var values: CacheType
  /// Whether keys and values are in FP8, which llama.cpp has no type for.
  var isFP8 = false

  init(keys: CacheType, values: CacheType) {
    self.keys = keys
    self.values = values
  }

  /// FP8, eight bits for each number.
  static let fp8: CacheTypes = {
    var types = CacheTypes(keys: .f16, values: .f16)
    types.isFP8 = true
    return types
  }()

  init?(argument: String) {
    guard argument.lowercased() != "fp8" else {
      self = .fp8
      return
    }
    let names = argument.lowercased().split(separator: ",", omittingEmptySubsequences: false)
    let types = names.compactMap { CacheType(named: String($0)) }
    guard types.count == names.count, let keys = types.first, let values = types.last,
      types.count <= 2
    else { return nil }
    self.init(keys: keys, values: values)
  }

  /// As in the option.
  var text: String {
    if isFP8 { return "fp8" }
    return keys == values ? "\(keys.name)" : "\(keys.name),\(values.name)"
  }

  static let known = CacheType.allCases.map { "\($0.name)" }
}
