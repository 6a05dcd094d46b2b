package import Sizing

/// The words for the steps of a derivation: what each quantity is, how a formula reads, where an
/// input comes from.
///
/// The engine names these things by cases only; all wording is here.
package enum DerivationText {
  /// One step of a derivation in words.
  package struct Step: Hashable, Sendable {
    /// The symbol in formulas: `KV`.
    package var symbol: String
    /// What it is: "KV cache".
    package var title: String
    /// The exact value.
    package var value: Double
    /// The symbol of the value's unit, empty for counts and fractions.
    package var unit: String
    /// The value as people read it, with its unit: bytes as MiB.
    package var text: String
    /// How the value comes about, or `nil` for an input.
    package var formula: String?
    /// Where the input or the formula comes from.
    package var source: String
    /// The card, from 1, or `nil` for all of them.
    package var card: Int?
    /// The symbols of the operands, in order.
    package var operands: [String]
  }

  /// Returns the steps of a derivation in words, inputs first.
  package static func steps(_ derivation: Derivation) -> [Step] {
    derivation.terms.map { term in
      Step(
        symbol: "\(term.quantity.symbol)", title: title(of: term.quantity), value: term.value,
        unit: symbol(of: term.unit), text: text(of: term.value, in: term.unit),
        formula: term.formula.map(text), source: title(of: term.source),
        card: term.card.map { $0 + 1 },
        operands: term.operands.map { "\(derivation.terms[$0].quantity.symbol)" })
    }
  }

  /// Returns the symbol of a unit, empty for counts and fractions.
  package static func symbol(of unit: TermUnit) -> String {
    switch unit {
    case .count, .fraction: ""
    case .tokens: "tokens"
    case .elements: "elements"
    case .bytes: "B"
    case .bitsPerWeight: "bit/weight"
    case .gigabytesPerSecond: "GB/s"
    case .gigahertz: "GHz"
    case .bytesPerClock: "B/clock"
    case .watts: "W"
    case .teraoperations: "TFLOP"
    case .teraflops: "TFLOP/s"
    case .teraflopsPerWatt: "TFLOP/s/W"
    case .microseconds: "µs"
    case .milliseconds: "ms"
    case .tokensPerSecond: "tok/s"
    case .seconds: "s"
    }
  }

  /// Returns a value with its unit as people read it.
  ///
  /// Bytes are shown as MiB, as in llama.cpp's reports; small ones as KiB or bytes.
  package static func text(of value: Double, in unit: TermUnit) -> String {
    switch unit {
    case .bytes: bytes(value)
    case .fraction: ValueFormat.number(value, unit: nil)
    case .gigabytesPerSecond:
      ValueFormat.text(.decimal(value), unit: .gigabytesPerSecond, style: .prose)
    case .milliseconds: ValueFormat.text(.decimal(value), unit: .milliseconds, style: .prose)
    case .tokensPerSecond:
      ValueFormat.text(.decimal(value), unit: .tokensPerSecond, style: .prose)
    case .seconds: ValueFormat.text(.decimal(value), unit: .seconds, style: .prose)
    case .bitsPerWeight:
      ValueFormat.text(.decimal(value), unit: .bitsPerWeight, style: .prose)
    case .count, .tokens, .elements, .microseconds, .gigahertz, .bytesPerClock, .watts,
      .teraoperations, .teraflops, .teraflopsPerWatt:
      [ValueFormat.number(value, unit: nil), symbol(of: unit)].filter { !$0.isEmpty }
        .joined(separator: ValueFormat.noBreakSpace)
    }
  }

  private static func bytes(_ value: Double) -> String {
    let mebibytes = value / 1_048_576
    if value.magnitude < 10_240 {
      return ValueFormat.text(.decimal(value), unit: .bytes, style: .prose)
    }
    if mebibytes.magnitude < 1 {
      return ValueFormat.number(value / 1024, unit: nil) + ValueFormat.noBreakSpace + "KiB"
    }
    if mebibytes.magnitude < 10 {
      return ValueFormat.number(mebibytes, unit: nil) + ValueFormat.noBreakSpace + "MiB"
    }
    return ValueFormat.text(.decimal(mebibytes), unit: .mebibytes, style: .prose)
  }
}
