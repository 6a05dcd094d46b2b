package import Sizing

/// A use of a model: how much context for how many users, and how the cache is stored.
package struct SizingQuestion: Hashable, Sendable {
  package var model: String
  package var quantization: String
  /// Tokens of context for each user.
  package var contextTokens: Int64
  /// Users at once; each has a slot of the cache.
  package var users: Int64
  package var cacheTypeK: CacheType
  package var cacheTypeV: CacheType

  package init(
    model: String, quantization: String, contextTokens: Int64, users: Int64 = 1,
    cacheTypeK: CacheType = .f16, cacheTypeV: CacheType = .f16
  ) {
    self.model = model
    self.quantization = quantization
    self.contextTokens = contextTokens
    self.users = users
    self.cacheTypeK = cacheTypeK
    self.cacheTypeV = cacheTypeV
  }

  /// The settings of the engine, whose context is the sum over all users.
  package func settings() throws(SizingFault) -> LoadSettings {
    let (total, overflows) = contextTokens.multipliedReportingOverflow(by: users)
    do throws(SettingsFault) {
      return try LoadSettings(
        contextTokens: overflows ? -1 : total, slots: users, cacheTypeK: cacheTypeK,
        cacheTypeV: cacheTypeV)
    } catch {
      throw SizingFault(error)
    }
  }
}
