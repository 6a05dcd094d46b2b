/// The places of a request's numbers, in order. Enumerations go by their position among all cases.
package enum RequestField: Int32, CaseIterable, Sendable {
  case architecture
  case layers
  case hiddenSize
  case feedForwardSize
  case queryHeads
  case kvHeads
  case keyHeadSize
  case valueHeadSize
  case vocabularySize
  /// 1 when the output matrix is the input embedding.
  case tiesEmbeddings
  /// Zero for a dense model.
  case expertCount
  case expertsUsed
  case expertFeedForwardSize
  case leadingDenseLayers
  /// Zero when not stated.
  case contextLimit
  case mix
  /// Over all slots.
  case contextTokens
  case slots
  case microBatch
  case cacheTypeK
  case cacheTypeV
  /// 1 when on.
  case flashAttention
  case logits
  case cardCount
  case usableBytes
  case backend
  /// Zero when not known.
  case bandwidthGBPerSecond
  /// Tokens in the cache of the stream that decodes.
  case cachedTokens
}

/// The places of an answer's numbers, in order. Bytes unless said otherwise.
package enum AnswerField: Int32, CaseIterable, Sendable {
  case fileBytes
  case weights
  case cache
  case compute
  case overhead
  case needLow
  case need
  case needHigh
  case hostNeed
  /// The position of the verdict among all cases.
  case verdict
  case margin
  case bindingCard
  /// The position of the item among all cases.
  case bindingItem
  /// Tokens over all slots; zero when none fits.
  case largestContext
  /// Tokens per second; zero when the bandwidth is not known.
  case decodeLow
  case decode
  case decodeHigh
}

/// Why a request was not answered.
package enum RequestStatus: Int32, Error, Sendable {
  case noBuffer = 1
  case notANumber
  case unknownName
  case badModel
  case badSettings
  case badCard
  case badPlan
}
