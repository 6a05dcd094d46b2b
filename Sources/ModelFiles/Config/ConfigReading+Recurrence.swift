internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Reads layers that keep a state; `nil` where the family has none.
  mutating func readRecurrence(_ family: ConfigFamily, hidden: Int64) -> Recurrence? {
    switch family.architecture.recurrenceKind {
    case .gatedDeltaNet: readDeltaNet()
    case .mamba2: readMamba(family, hidden: hidden)
    case .kimiDelta: readKimiDelta()
    case .shortConvolution: readConvolution(hidden: hidden)
    case nil: nil
    }
  }

  private mutating func readDeltaNet() -> Recurrence? {
    let valueHeads = scope.width("the value heads of the linear layers", "linear_num_value_heads")
    let keyHeads = scope.width("the key heads of the linear layers", "linear_num_key_heads")
    let keySize = scope.width("the elements of their key heads", "linear_key_head_dim")
    let valueSize = scope.width("the elements of their value heads", "linear_value_head_dim")
    let taps = scope.width("the taps of their convolution", "linear_conv_kernel_dim")
    guard let valueHeads, let keyHeads, let keySize, let valueSize, let taps else { return nil }
    return Recurrence(
      kind: .gatedDeltaNet, heads: valueHeads, headSize: valueSize, stateSize: keySize,
      convolutionChannels: 2 * keyHeads * keySize + valueHeads * valueSize,
      convolutionWidth: taps, statedElement: stateElement)
  }

  /// Reads Mamba-2: Granite and Falcon name its sizes alike, Nemotron-H by names of its own. Where no layer
  /// has attention the plain names are those of the state space.
  private mutating func readMamba(_ family: ConfigFamily, hidden: Int64) -> Recurrence? {
    let isAlone = !family.architecture.hasAttention
    let hasOwnNames = isAlone || family.architecture.block.mixersStandAlone
    // The family's own name is the one that is asked for.
    func names(_ others: String, _ own: String) -> [String] {
      hasOwnNames ? [own, others] : [others, own]
    }
    let heads = scope.width(
      "the heads of the state space",
      isAlone ? ["num_heads"] : names("mamba_n_heads", "mamba_num_heads"))
    let state = scope.width(
      "the state for each element of a head",
      isAlone ? ["state_size"] : names("mamba_d_state", "ssm_state_size"))
    let groups = scope.width("the groups of the state space", names("mamba_n_groups", "n_groups"))
    let taps = scope.width("the taps of the convolution", names("mamba_d_conv", "conv_kernel"))
    reportBiases()
    guard let heads, let state, let groups, let taps,
      let size = mambaHeadSize(family, heads: heads, hidden: hidden)
    else { return nil }
    return Recurrence(
      kind: .mamba2, heads: heads, headSize: size, stateSize: state,
      convolutionChannels: heads * size + 2 * groups * state, convolutionWidth: taps,
      statedElement: stateElement)
  }

  /// Bytes of an element of the state that runtimes are asked for; `nil` where they choose.
  private var stateElement: Int64? {
    let member = scope.member(["mamba_ssm_cache_dtype", "mamba_ssm_dtype"])
    guard case .text(let name)? = member?.value.kind else { return nil }
    return switch name {
    case "float32": 4
    case "bfloat16", "float16": 2
    default: nil
    }
  }

  /// Elements of a head: stated, or a share of the inner width. Where both are there, they agree.
  private mutating func mambaHeadSize(
    _ family: ConfigFamily, heads: Int64, hidden: Int64
  ) -> Int64? {
    if !family.architecture.hasAttention {
      guard let size = scope.width("the elements of a head of the state space", "head_dim") else {
        return nil
      }
      guard let inner = expandedWidth(hidden, "expand") else { return size }
      return agrees(inner, heads: heads, of: size) ? size : nil
    }
    // Nemotron-H states an expansion that its layers do not have.
    if family.architecture.block.mixersStandAlone {
      return scope.width("the elements of a head of the state space", "mamba_head_dim")
    }
    guard let inner = scope.count("mamba_d_ssm") ?? expandedWidth(hidden) else {
      scope.missing("mamba_d_ssm", "the inner width of the state space")
      return nil
    }
    let isStated = scope.object["mamba_d_head"].map { $0.value.kind != .text("auto") } ?? false
    let size =
      isStated
      ? scope.width("the elements of a head of the state space", "mamba_d_head")
      : heads > 0 ? inner.value / heads : 0
    guard let size else { return nil }
    return agrees(inner, heads: heads, of: size) ? size : nil
  }

  /// Notes an inner width that is not that of the heads; `false` then.
  private mutating func agrees(
    _ inner: ConfigField<Int64>, heads: Int64, of size: Int64
  ) -> Bool {
    guard size.multipliedReportingOverflow(by: heads) != (inner.value, false) else { return true }
    scope.report(
      Diagnostic(
        "config-fields-disagree",
        "'\(inner.name)' makes the state space \(inner.value) wide, "
          + "expected \(heads) heads of \(size)",
        at: inner.span))
    return false
  }

  /// The inner width as a multiple of the stream's.
  private mutating func expandedWidth(
    _ hidden: Int64, _ name: String = "mamba_expand"
  ) -> ConfigField<Int64>? {
    guard let field = scope.count(name) else { return nil }
    guard (1...64).contains(field.value) else {
      outOfRange(field, "1 to 64")
      return nil
    }
    return ConfigField(name: field.name, value: field.value * hidden, span: field.span)
  }

  /// Reads a short convolution, which is as wide as the stream.
  private mutating func readConvolution(hidden: Int64) -> Recurrence? {
    reportBiases()
    guard let taps = scope.width("the taps of the convolution", "conv_L_cache") else { return nil }
    return Recurrence(
      kind: .shortConvolution, heads: 1, headSize: hidden, stateSize: 0,
      convolutionChannels: hidden, convolutionWidth: taps)
  }

  /// The width that LFM2 makes of the one it states: two thirds, multiplied, then rounded up.
  mutating func readAdjustedWidth() -> ConfigField<Int64>? {
    guard let field = scope.count("block_ff_dim", "intermediate_size") else {
      if scope.member(["block_ff_dim", "intermediate_size"]) == nil {
        scope.missing("block_ff_dim", "the width of the feed-forward part")
      }
      return nil
    }
    if let adjusts = scope.flag("block_auto_adjust_ff_dim"), !adjusts.value { return field }
    let step = scope.count("block_multiple_of")?.value ?? 256
    let factor = scope.object.double("block_ffn_dim_multiplier") ?? 1
    let wanted = Double(2 * min(field.value, 1 << 24) / 3) * factor
    guard (1...65_536).contains(step), wanted >= 1, wanted < Double(1 << 24) else {
      outOfRange(field, "a width that its factor and step keep in range")
      return nil
    }
    let width = (Int64(wanted) + step - 1) / step * step
    return ConfigField(name: field.name, value: width, span: field.span)
  }

  /// Notes biases of state-space layers that llama.cpp's do not have, or lack.
  private mutating func reportBiases() {
    for name in ["mamba_proj_bias", "projectors_bias", "use_bias", "conv_bias"] {
      if let field = scope.flag(name), field.value, let member = scope.object[name] {
        scope.report(uncovered(.stateBias, member))
      }
    }
    for name in ["mamba_conv_bias", "use_conv_bias"] {
      if let field = scope.flag(name), !field.value, let member = scope.object[name] {
        scope.report(uncovered(.stateBias, member))
      }
    }
  }

  /// Reads Kimi Delta Attention: in an object of its own, or in fields of the model.
  private mutating func readKimiDelta() -> Recurrence? {
    let inner = scope.within("linear_attn_config") { inner in
      Self.kimiDelta(&inner, heads: "num_heads", size: "head_dim", taps: "short_conv_kernel_size")
    }
    if let inner { return inner }
    return Self.kimiDelta(
      &scope, heads: "linear_num_heads", size: "linear_head_dim", taps: "linear_conv_kernel_dim")
  }

  private static func kimiDelta(
    _ scope: inout ConfigScope, heads: String, size: String, taps: String
  ) -> Recurrence? {
    let heads = scope.width("the heads of the linear layers", heads)
    let size = scope.width("the elements of their heads", size)
    let taps = scope.width("the taps of their convolutions", taps)
    guard let heads, let size, let taps else { return nil }
    return Recurrence(
      kind: .kimiDelta, heads: heads, headSize: size, stateSize: size,
      convolutionChannels: 3 * heads * size, convolutionWidth: taps)
  }
}
