internal import Sizing

/// A use of a model, as the numbers of `UseField`.
struct UseRequest {
  let settings: LoadSettings
  let cards: [Card]
  let split: Split
  let cachedTokens: Int64
  let promptTokens: Int64
  let processor: Processor?

  init(_ start: UnsafePointer<Double>) throws(RequestStatus) {
    let numbers = try Numbers(start, count: UseField.count)
    settings = try Self.settings(numbers)
    cards = try Self.cards(numbers)
    split = try Self.split(numbers, cards.count)
    cachedTokens = numbers.integer(UseField.cachedTokens.rawValue)
    promptTokens = numbers.integer(UseField.promptTokens.rawValue)
    processor = try Self.processor(numbers)
  }

  private static func settings(_ numbers: Numbers) throws(RequestStatus) -> LoadSettings {
    func integer(_ field: UseField) -> Int64 { numbers.integer(field.rawValue) }
    func count(_ field: UseField) -> Int { numbers.count(field.rawValue) }
    let keys = try numbers.choice(UseField.cacheTypeK.rawValue, CacheType.allCases)
    let values = try numbers.choice(UseField.cacheTypeV.rawValue, CacheType.allCases)
    let logits = try numbers.choice(UseField.logits.rawValue, LoadSettings.Logits.allCases)
    do throws(SettingsFault) {
      return try LoadSettings(
        contextTokens: integer(.contextTokens), slots: integer(.slots),
        microBatch: integer(.microBatch), cacheTypeK: keys, cacheTypeV: values,
        flashAttention: integer(.flashAttention) == 1, logits: logits,
        gpuLayers: integer(.gpuLayers) == -1 ? nil : count(.gpuLayers),
        hostExpertLayers: integer(.hostExpertLayers) == -1 ? .max : count(.hostExpertLayers))
    } catch {
      throw .badSettings
    }
  }

  /// The processor, or `nil` where its memory is not told.
  private static func processor(_ numbers: Numbers) throws(RequestStatus) -> Processor? {
    let bandwidth = numbers[UseField.hostBandwidthGBPerSecond.rawValue]
    let cores = numbers[UseField.hostFastCores.rawValue]
    guard bandwidth != 0 || cores != 0 else { return nil }
    let processor = Processor(
      bandwidthGBPerSecond: bandwidth, fastCores: cores,
      sockets: max(1, numbers.count(UseField.hostSockets.rawValue)))
    guard let processor else { throw .badProcessor }
    return processor
  }

  private static func rates(_ numbers: Numbers, _ card: Int) throws(RequestStatus) -> CardRates {
    func value(_ field: CardField) -> Double { numbers[place(card, field)] }
    let rates = CardRates(
      computeUnits: value(.computeUnits), clockGHz: value(.clockGHz),
      matrixTeraflops: value(.matrixTeraflops), boardWatts: value(.boardWatts),
      sharesMemory: value(.sharesMemory) == 1, decodeFactor: value(.decodeFactor),
      prefillFactor: value(.prefillFactor), knowsExperts: value(.knowsExperts) == 1,
      decodeFormats: formats(numbers.count(place(card, .decodeFormats))),
      prefillFormats: formats(numbers.count(place(card, .prefillFormats))))
    guard let rates else { throw .badCard }
    return rates
  }

  /// Formats by their bits; those that there are not count for nothing.
  private static func formats(_ bits: Int) -> KernelFormats {
    KernelFormats(rawValue: UInt16(truncatingIfNeeded: bits)).intersection(.all)
  }

  private static func place(_ card: Int, _ field: CardField) -> Int {
    UseField.allCases.count + card * CardField.allCases.count + field.rawValue
  }

  private static func cards(_ numbers: Numbers) throws(RequestStatus) -> [Card] {
    let number = numbers.count(UseField.cardCount.rawValue)
    guard number >= 1, number <= UseField.cardBound else { throw .badCard }
    var cards: [Card] = []
    cards.reserveCapacity(number)
    for index in 0..<number {
      let card = Card(
        usableBytes: numbers.integer(place(index, .usableBytes)),
        backend: try numbers.choice(place(index, .backend), Backend.allCases),
        bandwidthGBPerSecond: numbers[place(index, .bandwidthGBPerSecond)],
        rates: try rates(numbers, index))
      guard let card else { throw .badCard }
      cards.append(card)
    }
    return cards
  }

  private static func split(_ numbers: Numbers, _ cards: Int) throws(RequestStatus) -> Split {
    switch numbers.integer(UseField.split.rawValue) {
    case 0: return .byMemory
    case 1: return .best
    case 2: break
    default: throw .unknownName
    }
    var shares: [Float] = []
    for index in 0..<cards { shares.append(Float(numbers[place(index, .share)])) }
    return .given(shares)
  }
}
