internal import Sizing

/// A model in a mix, as the numbers of `ModelField`.
package struct ModelRequest {
  private let numbers: Numbers

  init(_ start: UnsafePointer<Double>) throws(RequestStatus) {
    numbers = try Numbers(start, count: ModelField.count)
  }

  /// The model with its bytes.
  func prepared() throws(RequestStatus) -> PreparedModel {
    let mix = try choice(.mix, QuantizationMix.allCases)
    return PreparedModel(try model(), mix, hasImportanceMatrix: flag(.hasImportanceMatrix))
  }

  private func integer(_ field: ModelField) -> Int64 { numbers.integer(field.rawValue) }
  private func count(_ field: ModelField) -> Int { numbers.count(field.rawValue) }
  private func stated(_ field: ModelField) -> Int64? { numbers.stated(field.rawValue) }
  private func flag(_ field: ModelField) -> Bool { integer(field) == 1 }
  private func choice<Value>(
    _ field: ModelField, _ cases: [Value]
  ) throws(RequestStatus) -> Value {
    try numbers.choice(field.rawValue, cases)
  }

  private func model() throws(RequestStatus) -> LanguageModel {
    let architecture = try choice(.architecture, Architecture.allCases)
    let layers = count(.layers)
    guard layers >= 1, layers <= ModelField.layerBound else { throw .badModel }
    let block = try block(architecture.block(layers: layers))
    let recurrence = try recurrence()
    let pattern = try pattern(layers)
    let latent = latent(layers)
    let compressed = try compressed(layers)
    do throws(ModelFault) {
      return try LanguageModel(
        architecture: architecture, block: block, layers: layers,
        hiddenSize: integer(.hiddenSize), feedForwardSize: integer(.feedForwardSize),
        queryHeads: integer(.queryHeads), kvHeads: integer(.kvHeads),
        keyHeadSize: integer(.keyHeadSize), valueHeadSize: integer(.valueHeadSize),
        vocabularySize: integer(.vocabularySize), tiesEmbeddings: flag(.tiesEmbeddings),
        experts: experts(), contextLimit: stated(.contextLimit), window: window(layers),
        latent: latent, recurrence: recurrence, pattern: pattern,
        perLayerSize: integer(.perLayerSize), sharedCache: sharedCache(),
        feedForwardSizes: feedForwardSizes(layers), compressed: compressed)
    } catch {
      throw .badModel
    }
  }

  private func experts() -> Experts? {
    guard let number = stated(.expertCount) else { return nil }
    return Experts(
      count: number, used: integer(.expertsUsed),
      feedForwardSize: integer(.expertFeedForwardSize),
      leadingDenseLayers: count(.leadingDenseLayers),
      sharedFeedForwardSize: integer(.sharedExpertFeedForwardSize),
      layerStep: count(.expertLayerStep), latentSize: integer(.expertLatentSize),
      hashedLayers: count(.hashedLayers))
  }

  private func sharedCache() -> SharedCache? {
    guard integer(.sharedCacheLayers) != 0 else { return nil }
    return SharedCache(
      layers: count(.sharedCacheLayers), feedForwardSize: stated(.sharedCacheFeedForwardSize))
  }

  private func window(_ layers: Int) -> AttentionWindow? {
    guard let tokens = stated(.windowTokens) else { return nil }
    if flag(.windowLayersListed) {
      return AttentionWindow(
        tokens: tokens, limited: (0..<layers).map { layerNumber($0) >= 4 })
    }
    return AttentionWindow(
      tokens: tokens, fullEvery: count(.windowFullEvery), fullKVHeads: stated(.fullKVHeads),
      fullHeadSize: stated(.fullHeadSize))
  }

  private func latent(_ layers: Int) -> LatentAttention? {
    guard let rank = stated(.latentKeyValueRank) else { return nil }
    return LatentAttention(
      queryRank: integer(.latentQueryRank), keyValueRank: rank,
      nopeSize: integer(.latentNopeSize), ropeSize: integer(.latentRopeSize),
      valueSize: integer(.latentValueSize), indexer: indexer(layers))
  }

  private func compressed(_ layers: Int) throws(RequestStatus) -> CompressedAttention? {
    guard let groups = stated(.outputGroups), let indexer = indexer(layers) else { return nil }
    let compressions = CompressedAttention.Compression.allCases
    var listed: [CompressedAttention.Compression] = []
    listed.reserveCapacity(layers)
    for layer in 0..<layers {
      let number = layerNumber(layer)
      guard number >= 0, number < compressions.count else { throw .unknownName }
      listed.append(compressions[number])
    }
    return CompressedAttention(
      queryRank: integer(.latentQueryRank), outputGroups: groups,
      outputRank: integer(.outputRank), indexer: indexer, layers: listed)
  }

  private func indexer(_ layers: Int) -> SparseIndexer? {
    guard let heads = stated(.indexerHeads) else { return nil }
    var sharing: [Bool] = []
    if flag(.indexerShares) {
      for layer in 0..<layers { sharing.append(layerNumber(layer) >= 4) }
    }
    return SparseIndexer(
      heads: heads, keySize: integer(.indexerKeySize), chosen: integer(.indexerChosen),
      sharing: sharing)
  }

  private func recurrence() throws(RequestStatus) -> Recurrence? {
    guard integer(.recurrence) != 0 else { return nil }
    let kinds = Recurrence.Kind.allCases
    let position = count(.recurrence) - 1
    guard position >= 0, position < kinds.count else { throw .unknownName }
    return Recurrence(
      kind: kinds[position], heads: integer(.recurrentHeads),
      headSize: integer(.recurrentHeadSize), stateSize: integer(.recurrentStateSize),
      convolutionChannels: integer(.convolutionChannels),
      convolutionWidth: integer(.convolutionWidth))
  }

  private func pattern(_ layers: Int) throws(RequestStatus) -> LayerPattern {
    switch integer(.pattern) {
    case 0: return .uniform
    case 1: return .fullEvery(count(.attentionEvery))
    case 2: break
    default: throw .unknownName
    }
    let mixers = LayerMixer.allCases
    var listed: [LayerMixer] = []
    listed.reserveCapacity(layers)
    for layer in 0..<layers {
      let number = layerNumber(layer)
      guard number >= 0 else { throw .unknownName }
      listed.append(mixers[number & 3])
    }
    return .listed(listed)
  }

  private func feedForwardSizes(_ layers: Int) -> [Int64] {
    guard flag(.feedForwardSizesDiffer) else { return [] }
    let start = ModelField.allCases.count + ModelField.layerBound
    return (0..<layers).map { numbers.integer(start + $0) }
  }

  /// A layer's number, from 0 to 7, or -1.
  private func layerNumber(_ layer: Int) -> Int {
    let number = numbers.count(ModelField.allCases.count + layer)
    return number <= 7 ? number : -1
  }

  private func block(_ family: BlockLayout) throws(RequestStatus) -> BlockLayout {
    var block = family
    for change in BlockChange.all {
      let number = integer(change.field)
      guard number >= 0, number <= 2 else { throw .unknownName }
      if number > 0 { change.set(number == 2, in: &block) }
    }
    let norm = integer(.queryKeyNorm)
    guard norm >= 0, norm <= 4 else { throw .unknownName }
    if norm > 0 {
      block.queryKeyNorm = BlockLayout.QueryKeyNorm(rawValue: UInt8(norm - 1)) ?? .none
    }
    return block
  }
}
