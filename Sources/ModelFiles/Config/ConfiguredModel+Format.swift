package import Sizing

extension ConfiguredModel {
  /// The format of the checkpoint by its configuration: 16 bits where it is not quantized, `nil` where
  /// the engine has none for the method, bits and groups that it states.
  package var format: CheckpointFormat? {
    guard let quantization else { return dataType == "float16" ? .fp16 : .bf16 }
    return quantization.format
  }
}
