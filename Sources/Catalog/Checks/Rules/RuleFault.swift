import Diagnostics

/// What a rule found, as data.
enum RuleFault {
  case bandwidth(stated: Double, computed: Double)
  case rateTooHigh(column: String, rate: Double, base: String, limit: Double, factor: Double)
  case sparseRate(rate: Double, peak: Double)
  case reportedTotal(reported: Double, marketed: Double)
  case lessThan(column: String, value: Double, base: String, least: Double)
  case moreThan(column: String, value: Double, base: String, most: Double)
  case priceDate(CalendarDate)
  case headGroups(heads: Int64, keyHeads: Int64)
  case unknownArchitecture(String, known: [String])
  case expertsOfArchitecture(String, expected: Bool)
  case half(stated: String, missing: String)
  case patternLength(Int, layers: Int64)
  case patternStars(Int, layers: Int64)
  case layerWidths(String, layers: Int64, widest: Int64)
  case noFeedForward
  case parameterCount(counted: Double, stated: Double)
  case missingFor(String, String)
  case statedFor(String, String)
  case componentSum(Double, stated: Double)
  case samePlace(String)
  case unknownItem(String, known: [String])
  case repeatedItem(String)
  case noResult
  case unverified
  case mismatch(String, of: String, is: String, needs: String)
  case tooMany(String, count: Double, most: Double)
  case cardLength(length: Double, room: Double)
  case overload(load: Double, usable: Double)
  case countMismatch(String, count: Double, of: String, needs: Double)
  case noSuchColumn(String, noun: String, known: [String])
  case conflictValue(chosen: String, held: String)
}

/// A rule that a record breaks without a waiver.
struct BrokenRule: CatalogFault {
  var name: String
  var fault: RuleFault
  var canBeWaived: Bool

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    let waiver = "or state in 'waiver' why the record may differ: '\(name): …'"
    return Diagnostic(
      Diagnostic.Identifier(rawValue: name), fault.summary, at: span,
      help: [fault.help] + (canBeWaived ? [waiver] : []))
  }
}

extension RuleFault {
  fileprivate var summary: String {
    let number = Wording.number
    switch self {
    case .bandwidth(let stated, let computed):
      return "bandwidth is \(number(stated)) GB/s, but bus width and data rate give "
        + "\(number(computed)) GB/s"
    case .rateTooHigh(let column, let rate, let base, let limit, let factor):
      let bound = factor == 1 ? "" : "\(number(factor)) times "
      return "'\(column)' is \(number(rate)), more than \(bound)'\(base)' of \(number(limit))"
    case .sparseRate(let rate, let peak):
      return "the FP16 tensor rate is \(number(rate)) TFLOP/s, but units and clock give "
        + "\(number(peak.rounded())) TFLOP/s dense"
    case .reportedTotal(let reported, let marketed):
      return "\(number(reported)) MiB is more than the card’s \(number(marketed)) GB"
    case .lessThan(let column, let value, let base, let least):
      return "'\(column)' is \(number(value)), less than '\(base)' of \(number(least))"
    case .moreThan(let column, let value, let base, let most):
      return "'\(column)' is \(number(value)), more than '\(base)' of \(number(most))"
    case .priceDate(let date): return "a price needs its day, found '\(date)'"
    case .headGroups(let heads, let keyHeads):
      return "\(heads) attention heads cannot share \(keyHeads) KV heads evenly"
    case .unknownArchitecture(let name, _): return "GGUF files know no architecture '\(name)'"
    case .expertsOfArchitecture(let name, let expected):
      return "models of '\(name)' have \(expected ? "" : "no ")experts, "
        + "but the record states \(expected ? "none" : "some")"
    case .half(let stated, let missing): return "'\(stated)' is stated, but '\(missing)' is not"
    case .patternLength(let found, let layers):
      return "the pattern has \(found) letters for \(layers) layers"
    case .patternStars(let found, let layers):
      return "the pattern has \(found) stars for \(layers) layers with full attention"
    case .layerWidths(let found, let layers, let widest):
      return "'\(found)' is not one width for each of \(layers) layers with \(widest) as the widest"
    case .noFeedForward: return "neither a feed-forward size nor experts are stated"
    case .parameterCount(let counted, let stated):
      return "the shape has \(number(counted)) parameters, but the record states "
        + "\(number(stated)) without towers and draft modules"
    case .missingFor(let column, let what): return "\(what) lacks '\(column)'"
    case .statedFor(let column, let what): return "\(what) has no '\(column)'"
    case .componentSum(let sum, let stated):
      return "the denoisers among the components have \(number(sum)) parameters, "
        + "but the model states \(number(stated))"
    case .samePlace(let id): return "'\(id)' has this place in the model"
    case .unknownItem(let item, _): return "'\(item)' cannot stand in this list"
    case .repeatedItem(let item): return "'\(item)' is listed twice"
    case .noResult: return "the timing states no time, no memory and no other result"
    case .unverified: return "the source is marked as unverified, but the price counts as verified"
    case .mismatch(let what, let id, let found, let needed):
      return "the \(what) of '\(id)' is \(found), expected \(needed)"
    case .tooMany(let what, let count, let most):
      return "found \(number(count)) \(what), expected at most \(number(most))"
    case .cardLength(let length, let room):
      return "the card is \(number(length)) mm long, the case takes \(number(room)) mm"
    case .overload(let load, let usable):
      return "the parts draw up to \(number(load)) W, the supplies give \(number(usable)) W"
    case .countMismatch(let what, let count, let other, let needed):
      return "found \(number(count)) \(what) for \(number(needed)) \(other)"
    case .noSuchColumn(let name, let noun, _): return "a \(noun) has no column '\(name)'"
    case .conflictValue(let chosen, let held):
      return "'\(chosen)' was chosen, but the record holds '\(held)'"
    }
  }

  fileprivate var help: String {
    switch self {
    case .bandwidth: "correct bus width, data rate or bandwidth"
    case .rateTooHigh: "take dense rates, without sparsity"
    case .sparseRate: "halve a rate that counts sparsity"
    case .reportedTotal, .lessThan, .moreThan: "correct one of the two"
    case .priceDate: "write the date as YYYY-MM-DD"
    case .headGroups: "correct one of the two numbers of heads"
    case .unknownArchitecture(let name, let known):
      NearestName.help(for: name, among: known).first
        ?? "architectures are \(known.joined(separator: ", "))"
    case .expertsOfArchitecture: "correct the architecture or the columns of the experts"
    case .half: "state all that belongs together, or '–' in each where the model has none"
    case .patternLength, .patternStars: "write one letter for each layer, * for full attention"
    case .layerWidths:
      "write widths in the layers' order, 28672*5 for five alike, and the widest as 'intermediate_size'"
    case .noFeedForward: "state 'intermediate_size' or the columns of the experts"
    case .parameterCount: "correct the columns of the shape or those of the parameters"
    case .missingFor: "state it, or correct the kind"
    case .statedFor: "write '–', or correct the kind"
    case .componentSum: "correct the model or its rows in 'model_component'"
    case .samePlace: "count the components of a model from 1"
    case .unknownItem(let item, let known):
      NearestName.help(for: item, among: known).first
        ?? "it may hold \(known.joined(separator: ", "))"
    case .repeatedItem: "remove one"
    case .noResult: "state what was measured, or remove the record"
    case .unverified: "write 'no' in 'verified'; such a price is never shown"
    case .mismatch, .cardLength: "choose a part that fits"
    case .tooMany: "take fewer, or parts that hold more"
    case .overload: "choose a larger supply, or more of them"
    case .countMismatch: "name one for each"
    case .noSuchColumn(let name, _, let known):
      NearestName.help(for: name, among: known).first
        ?? "columns are \(known.joined(separator: ", "))"
    case .conflictValue: "correct one of the two"
    }
  }
}
