/// Padding to multiples.
enum Alignment {
  /// The bytes that the tensors of one file may have together: 64 TiB, far above any file.
  ///
  /// With at most 4096 files, sums over a whole model stay below 2^62, also in elements.
  static let byteBound: Int64 = 1 << 46

  /// Returns `bytes` rounded up to a multiple of `alignment`, which is at least 1.
  static func padded(_ bytes: Int64, to alignment: Int64) -> Int64 {
    (bytes + alignment - 1) / alignment * alignment
  }
}
