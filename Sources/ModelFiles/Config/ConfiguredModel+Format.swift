package import Sizing

extension ConfiguredModel {
  /// The format of the checkpoint by its configuration: 16 bits where it is not quantized, `nil` where
  /// the engine has none for the method, bits and groups that it states.
  package var format: CheckpointFormat? {
    guard let quantization else { return dataType == "float16" ? .fp16 : .bf16 }
    return quantization.format
  }

  /// How the files of the checkpoint store it, and the first thing said of it that is not counted, in
  /// quotes: a pattern for modules that matches none, or a field. `nil` where the engine has no format.
  package var layout: (layout: CheckpointLayout, uncounted: String?)? {
    guard let format else { return nil }
    var layout = CheckpointLayout(format)
    if dataType == "float32" { layout.plainBytes = 4 }
    guard let quantization else { return (layout, nil) }
    layout.ownStorage = quantization.storage
    let kept = NamedModules(quantization.keptModules, of: model)
    layout.kept = kept.roles
    let target = layout.store(quantization.groups, of: model)
    let uncounted = quantization.uncounted ?? target ?? kept.unread.first
    layout.isComplete = uncounted == nil
    return (layout, uncounted.map(QuotedText.of))
  }
}
