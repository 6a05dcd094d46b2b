/// Why a request was not answered.
package enum RequestStatus: Int32, Error, Sendable, CaseIterable {
  case noBuffer = 1
  case notANumber
  case unknownName
  case badModel
  case badSettings
  case badCard
  case badPlan
  case badProcessor

  /// What it says.
  package var meaning: StaticString {
    switch self {
    case .noBuffer: "a buffer or the handle is missing"
    case .notANumber: "a number is not finite, or as large as 9e15"
    case .unknownName: "a choice is none of those that there are"
    case .badModel: "the shape is no model that the engine can size"
    case .badSettings: "context, slots, micro-batch, cache types or layers cannot be so"
    case .badCard: "no card, more than eight, or one whose numbers make no sense"
    case .badPlan: "model, settings, cards and split do not go together"
    case .badProcessor: "a processor whose numbers make no sense"
    }
  }
}

/// The numbers of a request, all finite and below 2^53.
struct Numbers {
  private let values: UnsafeBufferPointer<Double>

  /// Takes so many numbers from a place.
  init(_ start: UnsafePointer<Double>, count: Int) throws(RequestStatus) {
    values = UnsafeBufferPointer(start: start, count: count)
    for value in values {
      guard value > -9e15, value < 9e15 else { throw .notANumber }
    }
  }

  /// The number at a place.
  subscript(place: Int) -> Double { values[place] }

  /// The number at a place without its fraction.
  func integer(_ place: Int) -> Int64 { Int64(values[place]) }

  /// A number that counts things; out of range becomes -1, which nothing accepts.
  func count(_ place: Int) -> Int {
    let value = integer(place)
    return value >= 0 && value <= 1 << 20 ? Int(value) : -1
  }

  /// A number, or `nil` for zero.
  func stated(_ place: Int) -> Int64? { integer(place) == 0 ? nil : integer(place) }

  /// One of all cases, by its position.
  func choice<Value>(_ place: Int, _ cases: [Value]) throws(RequestStatus) -> Value {
    let position = count(place)
    guard position >= 0, position < cases.count else { throw .unknownName }
    return cases[position]
  }
}
