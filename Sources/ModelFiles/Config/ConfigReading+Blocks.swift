internal import Diagnostics
internal import Sizing

/// Layers that a configuration describes one by one.
struct ConfigBlocks {
  /// Which layers have attention.
  var pattern: LayerPattern
  /// Width of each layer's feed-forward part, zero where it has none; empty where all are alike.
  var feedForwardSizes: [Int64]
  /// Width of the widest feed-forward part.
  var widest: Int64
  /// Query heads that share a key head, in layers with attention.
  var queriesPerKey: Int64

  /// Key and value heads of layers with attention.
  func kvHeads(_ sizes: ConfigSizes) -> Int64 {
    queriesPerKey > 0 ? sizes.heads.queryHeads / queriesPerKey : sizes.heads.kvHeads
  }
}

extension ConfigReading {
  /// Reads the list of blocks of a model whose layers were pruned one by one; `nil` without one.
  ///
  /// Widths are given as factors of the stream's: two thirds of the factor, rounded up to a multiple
  /// of 256, as llama.cpp's converter does (`conversion/deci.py`).
  mutating func readBlocks(_ family: ConfigFamily?) -> ConfigBlocks? {
    guard family?.architecture.canHaveUnlikeLayers == true,
      let member = scope.object["block_configs"], case .list(let items) = member.value.kind
    else { return nil }
    let hidden = scope.count("hidden_size")?.value ?? 0
    let heads = scope.count("num_attention_heads")?.value ?? 0
    var mixers: [LayerMixer] = []
    var blocks = ConfigBlocks(
      pattern: .uniform, feedForwardSizes: [], widest: 0, queriesPerKey: 0)
    for item in items {
      guard let block = ConfigObject(item), let attention = block.object("attention"),
        let feedForward = block.object("ffn")
      else {
        reportBlock(item, "is no object with 'attention' and 'ffn'", expected: "both in each block")
        return nil
      }
      guard attention.flag("replace_with_linear") != true, attention["window_length"] == nil,
        attention["sparsify"] == nil, feedForward.flag("replace_with_linear") != true,
        feedForward["sparsify"] == nil, feedForward["moe"] == nil
      else {
        scope.report(uncovered(.layerwiseShapes, member))
        return nil
      }
      guard Self.isFlag(attention["no_op"]), Self.isFlag(feedForward["no_op"]) else {
        reportBlock(item, "has a 'no_op' that is neither true nor false", expected: "one of these")
        return nil
      }
      let isBare = attention.flag("no_op") == true
      let group = isBare ? nil : attention.integer("n_heads_in_group")
      guard group != nil || isBare || attention.states("n_heads_in_group"),
        group != nil || isBare || attention["n_heads_in_group"] == nil
      else {
        reportBlock(item, "has no whole number as 'n_heads_in_group'", expected: "one, or null")
        return nil
      }
      if let group, group > 0, heads % group != 0 {
        reportBlock(
          item, "has groups of \(group) heads", expected: "a number that divides \(heads) heads")
        return nil
      }
      if let group {
        guard group > 0, blocks.queriesPerKey == 0 || blocks.queriesPerKey == group else {
          scope.report(uncovered(.layerwiseShapes, member))
          return nil
        }
        blocks.queriesPerKey = group
      }
      mixers.append(group == nil ? .feedForward : .attention)
      let factor = feedForward.flag("no_op") == true ? nil : feedForward.double("ffn_mult")
      guard let width = Self.width(factor: factor ?? 0, of: hidden) else {
        reportBlock(item, "has a feed-forward part of no width", expected: "a factor from zero")
        return nil
      }
      blocks.feedForwardSizes.append(width)
    }
    if let count = scope.count("num_hidden_layers"), count.value != Int64(items.count) {
      reportCount(items.count, of: member, layers: Int(clamping: count.value))
      return nil
    }
    if mixers.contains(.feedForward) { blocks.pattern = .listed(mixers) }
    blocks.widest = blocks.feedForwardSizes.max() ?? 0
    if Set(blocks.feedForwardSizes).count < 2 { blocks.feedForwardSizes.removeAll() }
    return blocks
  }

  private static func isFlag(_ member: JSONMember?) -> Bool {
    guard let member else { return true }
    if case .flag = member.value.kind { return true }
    return false
  }

  private static func width(factor: Double, of hidden: Int64) -> Int64? {
    let width = 2 * factor * Double(hidden) / 3
    guard width >= 0, width < Double(1 << 40) else { return nil }
    return (Int64(width) + 255) / 256 * 256
  }

  private mutating func reportBlock(_ item: JSONValue, _ found: String, expected: String) {
    scope.report(
      Diagnostic(
        "config-layer-types", "a block of 'block_configs' \(found), expected \(expected)",
        at: scope.span(item)))
  }
}
