/// Bounds on a GGUF header: far above real files, small enough that a hostile one costs little.
enum GGUFLimits {
  /// Metadata entries. Real files have about 40.
  static let entries: UInt64 = 1 << 14
  /// Tensors of one file. The largest models have about 2000.
  static let tensors: UInt64 = 1 << 16
  /// Bytes of a key.
  static let name: UInt64 = 256
  /// Bytes of a tensor's name: ggml has room for 64, of which the last one ends it.
  static let tensorName: UInt64 = 63
  /// Bytes of a text that is kept.
  static let text: UInt64 = 4096
  /// Numbers of a list that is kept: one for each layer.
  static let list: UInt64 = 1024
  /// Bytes of all texts and lists that are kept.
  static let kept = 8 << 20
  /// Elements of a list of texts that is passed over one by one. Vocabularies have under a million.
  static let textList: UInt64 = 1 << 24
  /// Dimensions of a tensor, as ggml has it.
  static let dimensions: UInt32 = 4
  /// Files of one model.
  static let files: Int64 = 1024
}
