internal import Sizing

/// A use of a model, as the numbers of `UseField`.
struct UseRequest {
  let settings: LoadSettings
  let cards: [Card]
  let split: Split
  let cachedTokens: Int64

  init(_ start: UnsafePointer<Double>) throws(RequestStatus) {
    let numbers = try Numbers(start, count: UseField.count)
    settings = try Self.settings(numbers)
    cards = try Self.cards(numbers)
    split = try Self.split(numbers, cards.count)
    cachedTokens = numbers.integer(UseField.cachedTokens.rawValue)
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
        bandwidthGBPerSecond: numbers[place(index, .bandwidthGBPerSecond)])
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
