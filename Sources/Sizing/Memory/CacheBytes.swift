extension LanguageModel {
  /// Bytes of the KV cache that one layer holds for one cell.
  ///
  /// `K · (d_k · b_K + d_v · b_V)`; a row of all heads is stored in the cache type's blocks.
  package func cacheBytesPerCell(_ settings: LoadSettings) -> Int64 {
    Self.rowBytes(keyWidth, settings.cacheTypeK) + Self.rowBytes(valueWidth, settings.cacheTypeV)
  }

  private static func rowBytes(_ width: Int64, _ type: CacheType) -> Int64 {
    width * type.tensorType.blockBytes / type.tensorType.blockElements
  }
}
