internal import Diagnostics
internal import Sizing

/// What layers have for themselves, or lack.
struct ConfigPerLayer {
  /// Width of each layer's own input; zero without one.
  var size: Int64 = 0
  /// The layers without a cache of their own.
  var sharedCache: SharedCache?
}

extension ConfigReading {
  /// Reads inputs of each layer's own, and layers that read another's cache.
  mutating func readPerLayer(_ family: ConfigFamily, feedForward: Int64) -> ConfigPerLayer {
    guard family.covers.contains(.perLayerEmbeddings) else { return ConfigPerLayer() }
    reportStreams(family)
    var perLayer = ConfigPerLayer()
    perLayer.size = scope.count("hidden_size_per_layer_input")?.value ?? 0
    if let shared = scope.count("num_kv_shared_layers"), shared.value > 0 {
      guard shared.value <= 1024 else {
        outOfRange(shared, "at most 1024 layers")
        return perLayer
      }
      let isWide = scope.flag("use_double_wide_mlp")?.value ?? false
      perLayer.sharedCache = SharedCache(
        layers: Int(shared.value), feedForwardSize: isWide ? 2 * feedForward : nil)
    }
    return perLayer
  }

  /// Notes other numbers of residual streams than llama.cpp's graph has.
  private mutating func reportStreams(_ family: ConfigFamily) {
    guard family.architecture.block.hasAlternatingStreams else { return }
    for (name, only) in [("altup_num_inputs", Int64(4)), ("laurel_rank", 64)] {
      if let field = scope.count(name), field.value != only {
        outOfRange(field, "\(only), which the family's graph has")
      }
    }
  }

  /// Whether all entries of a list are layers, counted from 0; notes the first that is none.
  mutating func expectLayers(_ items: [JSONValue], of list: JSONMember) -> Bool {
    let count = scope.object.integer("num_hidden_layers") ?? 1024
    return expect(items, of: list, 0..<max(count, 1), "a layer from 0 to \(max(count, 1) - 1)")
  }

  /// Whether all entries of a list are 0 or 1; notes the first that is neither.
  mutating func expectFlags(_ items: [JSONValue], of list: JSONMember) -> Bool {
    expect(items, of: list, 0..<2, "0 or 1 for each layer")
  }

  private mutating func expect(
    _ items: [JSONValue], of list: JSONMember, _ range: Range<Int64>, _ words: String
  ) -> Bool {
    for item in items {
      if case .number(let number) = item.kind, let value = number.integer, range.contains(value) {
        continue
      }
      let found: String =
        if case .number(let number) = item.kind { number.text } else { item.kindName }
      scope.report(
        Diagnostic(
          "config-layer-types",
          "the list \(QuotedText.of(list.key)) has the entry \(found), expected \(words)",
          at: scope.span(item)))
      return false
    }
    return true
  }
}
