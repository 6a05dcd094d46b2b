extension DiagnosticKind {
  static let lints: [DiagnosticKind] = [
    .init("false-claim", .lints, .warning, "A sentence that the catalog no longer bears out."),
    .init("vacuous-claim", .lints, "A claim that nothing in the catalog could make false."),
    .init("claim-result", .lints, "A claim whose query says neither yes nor no."),
    .init(
      "claim-not-said", .lints,
      "A claim of a sentence that its part of the page does not have."),
    .init("bare-quantity", .lints, .warning, "A number with a unit that was typed by hand."),
    .init(
      "unbound-name", .lints, .warning,
      "The name of a part or model of the catalog that was typed by hand."),
    .init("ageing-word", .lints, .warning, "A word that is true on the day it is written only."),
    .init("gb-and-gib", .lints, .warning, "Bytes by thousands and by 1024 in one sentence."),
    .init("mhz-for-mt-s", .lints, .warning, "The clock of a memory where its transfers are meant."),
    .init("gbit-for-gb", .lints, .warning, "Bits where bytes are meant."),
    .init("sparse-peak", .lints, .warning, "A peak rate that may count zeros."),
    .init("summed-memory", .lints, .warning, "The memory of several cards as if it were one."),
    .init(
      "speed-without-context", .lints, .warning,
      "A speed of text without the program, or without the context it was reached at."),
    .init("needless-waiver", .lints, "A waiver of a lint that nothing on the page needs."),
  ]
}
